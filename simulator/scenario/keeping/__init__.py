"""What is kept on the disk: saved files and their earlier versions, unsaved work, and the base markets of all times."""
