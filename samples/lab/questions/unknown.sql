-- How much is unknown
SELECT count(*) AS disks,
       sum(CASE WHEN error IS NOT NULL THEN 1 ELSE 0 END) AS not_readable,
       sum(CASE WHEN complete THEN 0 ELSE 1 END) AS not_complete,
       sum(unknown_sectors) AS unknown_sectors,
       sum(CAST(virtual_size / 512 AS BIGINT)) AS all_sectors
FROM disks
