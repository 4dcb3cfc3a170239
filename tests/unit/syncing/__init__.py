"""Several computers and a folder between them: what each file has, and what becomes of it."""
