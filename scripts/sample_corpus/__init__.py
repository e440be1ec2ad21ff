"""The sources of the sample corpus: Typst files for the reports, and what turns them into PDFs with truth."""
