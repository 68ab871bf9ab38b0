"""What the patient gets: the label on the container, and the leaflet."""
