-- Repeat purchases of the whole base, per day.
SELECT
  purchase_day.day AS day,
  COUNT(*) AS purchases
FROM purchase_day
JOIN customer_summary ON customer_summary.party = purchase_day.party
WHERE purchase_day.counts = 1
  AND purchase_day.day > customer_summary.first_on
GROUP BY purchase_day.day
