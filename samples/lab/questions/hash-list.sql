-- Where the contents of a list are, since which layer, and how many disks stand on that
SELECT h.sha256, f.volume, f.path, f.status, l.path AS since_layer, count(c.leaf_key) AS disks
FROM hashes h
JOIN files f ON f.sha256 = h.sha256
JOIN disks l ON l.layer_key = f.layer_key
LEFT JOIN chains c ON array_contains(c.layer_keys, f.layer_key)
GROUP BY h.sha256, f.volume, f.path, f.status, l.path
ORDER BY h.sha256, since_layer, f.volume, f.path
