-- The same content on disks of several bases
SELECT f.sha256, count(DISTINCT c.base_key) AS bases, count(*) AS files, min(f.path) AS a_path, min(f.size) AS size
FROM files f
JOIN chains c ON c.leaf_key = f.layer_key
WHERE f.sha256 IS NOT NULL AND f.size > 0 AND c.base_key IS NOT NULL
GROUP BY f.sha256
HAVING count(DISTINCT c.base_key) > 1
ORDER BY bases DESC, files DESC, f.sha256
