-- The waves of a schedule call off the same goods of the same contract, and the schedule is known by one of them.
select w.id, w.schedule_id, w.contract_line_id
from call_offs w join call_offs first on first.id = w.schedule_id
where first.schedule_id <> first.id or first.contract_line_id <> w.contract_line_id;
