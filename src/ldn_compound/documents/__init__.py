"""Documents: one content tree for each, rendered as text or Markdown."""
