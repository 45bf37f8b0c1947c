"""The press: a paper as a document, and the document in every form that people read."""
