-- One row per customer who has bought: x = purchase_days - 1, t_x = last_on - first_on, T = as_of - first_on, all on the
-- grid of days; money over all days and of the first one alone; log_gaps = sum of ln(days between one purchase day and the
-- next), which models of regular timing need beside (x, t_x, T).
SELECT
  party,
  SUM(counts) AS purchase_days,
  MIN(CASE WHEN counts = 1 THEN day END) AS first_on,
  MAX(CASE WHEN counts = 1 THEN day END) AS last_on,
  CAST(SUM(money) AS DOUBLE) AS money,
  CAST(SUM(CASE WHEN counts = 1 AND before IS NULL THEN money ELSE 0 END) AS DOUBLE) AS first_money,
  COALESCE(SUM(LN(CASE WHEN counts = 1 THEN DATE_DIFF('day', CAST(before AS DATE), CAST(day AS DATE)) END)), 0) AS log_gaps
FROM (
  SELECT
    party,
    day,
    counts,
    money,
    LAG(day) OVER (PARTITION BY party, counts ORDER BY day) AS before
  FROM purchase_day
) AS days
GROUP BY party
HAVING SUM(counts) > 0
