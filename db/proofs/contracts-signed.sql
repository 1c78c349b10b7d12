-- A contract that binds has goods, and its B2B paper with number, day and both signatories.
select c.id as contract_id, c.state
from contracts c
where c.state <> 'draft' and (
  not exists (select 1 from contract_lines l where l.contract_id = c.id)
  or not exists (select 1 from contract_papers p where p.contract_id = c.id and p.rung = 'b2b'
    and p.dated_on is not null and p.hub_signatory is not null and p.buyer_signatory is not null));
