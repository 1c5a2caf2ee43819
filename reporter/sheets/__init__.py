"""The craft of spreadsheets: any file to cells with addresses, descriptions of workbooks to bytes."""
