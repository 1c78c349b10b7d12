-- Locks of a line never overlap: on one day a line has one locked price.
select a.contract_line_id, a.starts_on, b.starts_on as other_starts_on
from contract_price_locks a join contract_price_locks b
  on b.contract_line_id = a.contract_line_id and b.starts_on > a.starts_on and b.starts_on <= a.ends_on;
