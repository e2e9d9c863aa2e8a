-- Disks of which the leaf changed one partition and nothing else
SELECT d.path AS disk, min(CASE WHEN p.changed_sectors > 0 THEN p.number END) AS partition_number,
       sum(p.changed_sectors) AS changed_sectors
FROM partitions p
JOIN disks d ON d.layer_key = p.leaf_key
WHERE d.depth > 1
GROUP BY d.path
HAVING sum(CASE WHEN p.changed_sectors > 0 THEN 1 ELSE 0 END) = 1
   AND sum(CASE WHEN p.changed_sectors > 0 AND p.region = 'partition' THEN 1 ELSE 0 END) = 1
   AND sum(CASE WHEN p.changed_sectors IS NULL THEN 1 ELSE 0 END) = 0
ORDER BY disk
