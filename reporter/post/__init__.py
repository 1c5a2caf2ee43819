"""Letters out, forms in. Empty until mails are composed; the layers contract keeps its place."""
