# Rows of texts as requests of OpenSearch's bulk: the id is the SHA-256, and for what is embedded in a content its line too.
{index: {_id: (if .embedded_path == "" then .sha256 else "\(.sha256)-\(input_line_number)" end)}},
{sha256, embedded_path, media_type, text}
