-- What koperasi took of a call-off, and what is still open, never exceed what was called off or what each can bring.
select a.call_off_id, null as koperasi_id, sum(coalesce(a.accepted_packs, a.packs)) as shared, c.packs as most
from allotments a join call_offs c on c.id = a.call_off_id
where a.state in ('published', 'accepted', 'fulfilled')
group by a.call_off_id, c.packs having sum(coalesce(a.accepted_packs, a.packs)) > c.packs;
