"""Mutation testing: does some test fail for every small fault put into the library?"""
