-- All purchases of every k-th customer, to be kept while several questions are asked about the same sample.
SELECT purchases.*
FROM purchases
CROSS JOIN terms
LEFT JOIN merges ON merges.party = purchases.party
WHERE COALESCE(merges.survivor, purchases.party) % terms.every = 0
