-- Blocks with the same content in several layers
SELECT sha256, count(DISTINCT layer_key) AS layers, count(*) AS blocks, min(owned_sectors) AS sectors
FROM blocks
WHERE sha256 IS NOT NULL AND NOT zero
GROUP BY sha256
HAVING count(*) > 1
ORDER BY layers DESC, blocks DESC, sha256
