/// Files that are part of the program, by their paths in the project.
enum ShippedFiles {}
