-- One row per customer and day: purchases of one day are one. A day counts when something was sold that was not wholly
-- taken back; a gift at price 0 counts. Money of days that do not count (an unlinked return) stays in the sum.
SELECT
  party,
  day,
  CASE WHEN SUM(sale) > 0 AND (SUM(revenue) > 0 OR SUM(sale) = COUNT(*)) THEN 1 ELSE 0 END AS counts,
  SUM(money) AS money
FROM purchase
GROUP BY party, day
