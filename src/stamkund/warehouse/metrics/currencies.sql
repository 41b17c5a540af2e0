-- Sales per currency, and how much of the revenue has a known direct cost.
SELECT
  currency,
  COUNT(*) AS sales,
  MAX(purchased_on) AS last_on,
  CAST(SUM(revenue) AS DOUBLE) AS revenue,
  CAST(SUM(CASE WHEN direct_cost IS NULL THEN 0 ELSE revenue END) AS DOUBLE) AS costed_revenue,
  CAST(SUM(COALESCE(direct_cost, 0)) AS DOUBLE) AS direct_cost
FROM purchases
CROSS JOIN terms
WHERE sale = 1 AND purchased_on <= terms.as_of
GROUP BY currency
