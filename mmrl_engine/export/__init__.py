"""What was learned, for other people and programs: a folder with a description, readers, and ONNX files."""
