-- Disks without their parents, and disks that cannot be opened
SELECT d.path AS disk, l.parent_name, l.parent_uuid, d.parent_status, d.unknown_sectors, d.error_code
FROM disks d
LEFT JOIN layers l ON l.layer_key = d.layer_key
WHERE d.complete IS NULL OR NOT d.complete
ORDER BY disk
