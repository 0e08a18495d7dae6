/// The texts of a new workspace, by path, in parts that a script writes from the repository's own.
enum StarterFiles {}
