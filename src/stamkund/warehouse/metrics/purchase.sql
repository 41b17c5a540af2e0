-- Every purchase, return and cancellation that counts: of the surviving customer, on the day it belongs to, in one currency.
-- A reversal belongs to the day of the sale it takes back, where that is known.
SELECT
  COALESCE(merges.survivor, purchases.party) AS party,
  CAST(COALESCE(purchases.reversed_on, purchases.purchased_on) AS DATE) AS day,
  purchases.sale AS sale,
  purchases.revenue * rates.rate AS revenue,
  purchases.direct_cost * rates.rate AS direct_cost,
  purchases.revenue * rates.rate
    - COALESCE(
        CASE WHEN terms.cost_share IS NULL THEN 0 ELSE purchases.direct_cost * rates.rate END,
        purchases.revenue * rates.rate * terms.cost_share
      ) AS money
FROM purchases
CROSS JOIN terms
JOIN rates ON rates.currency = purchases.currency
LEFT JOIN merges ON merges.party = purchases.party
WHERE purchases.purchased_on <= terms.as_of
  AND COALESCE(merges.survivor, purchases.party) % terms.every = 0
