import type { Member } from "#app/http/actor.server.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import { mayChangeDraft } from "#app/modules/contracts/contract.policy.ts";
import { type ContractShown, contractById } from "#app/modules/contracts/contract-reads.server.ts";
import { activeOrganisations } from "#app/modules/identity/organisation-reads.server.ts";
import { kindName } from "#app/modules/identity/ui/names.tsx";

/** The draft that this member may change. Missing for who is no party to it; Forbidden once it is signed, and to others. */
export async function draftToChange(
  { actor, organisation }: Member,
  contractId: string | undefined,
): Promise<ContractShown> {
  const shown = await contractById(organisation.id, contractId ?? "");
  if (!shown) throw new Missing("contracts.missing");
  if (shown.contract.state !== "draft" || !mayChangeDraft(actor, shown.contract))
    throw new Forbidden("contracts.forbidden");
  return shown;
}

/** Who may be the buyer of a trade center's contract: whoever trades between regions, but itself. */
export async function possibleBuyers(hubId: string) {
  const byKind = await Promise.all(
    (["bumd", "trade_center", "koperasi"] as const).map((kind) => activeOrganisations({ kind })),
  );
  return byKind.flat().filter((buyer) => buyer.id !== hubId);
}

/** The same as choices of a form, by kind. */
export function buyerOptions(buyers: Awaited<ReturnType<typeof possibleBuyers>>) {
  return buyers.map(({ id, name, kind }) => ({ value: id, label: name, group: kindName(kind) }));
}
