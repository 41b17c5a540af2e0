-- How many customers of each first period bought in each later one. A period is `terms.months` months long and is
-- numbered by months since year 0 divided by that.
SELECT
  first_period,
  active_period,
  COUNT(*) AS customers
FROM (
  SELECT
    purchase_day.party AS party,
    MIN(FLOOR((EXTRACT(YEAR FROM customer_summary.first_on) * 12 + EXTRACT(MONTH FROM customer_summary.first_on) - 1)
      / terms.months)) AS first_period,
    FLOOR((EXTRACT(YEAR FROM purchase_day.day) * 12 + EXTRACT(MONTH FROM purchase_day.day) - 1)
      / terms.months) AS active_period
  FROM purchase_day
  JOIN customer_summary ON customer_summary.party = purchase_day.party
  CROSS JOIN terms
  WHERE purchase_day.counts = 1
  GROUP BY
    purchase_day.party,
    FLOOR((EXTRACT(YEAR FROM purchase_day.day) * 12 + EXTRACT(MONTH FROM purchase_day.day) - 1) / terms.months)
) AS periods
GROUP BY first_period, active_period
