-- How many disks stand on each base
SELECT b.path AS base, count(*) AS children, max(c.depth) AS deepest
FROM chains c
JOIN disks b ON b.layer_key = c.base_key
WHERE c.complete AND c.leaf_key <> c.base_key
GROUP BY b.path
ORDER BY children DESC, base
