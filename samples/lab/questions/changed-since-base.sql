-- What changed on each disk since its base
SELECT d.path AS disk, f.volume, f.path, f.former_path, f.status, f.size, f.sha256, f.layer_key
FROM disks d
JOIN chains c ON c.leaf_key = d.layer_key
JOIN files f ON array_contains(c.layer_keys, f.layer_key)
WHERE c.complete AND f.layer_key <> c.base_key AND f.path IS NOT NULL
ORDER BY d.path, f.volume, f.path, f.status, f.sha256
