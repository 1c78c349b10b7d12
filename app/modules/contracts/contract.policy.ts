import type { Actor } from "#app/kernel/call.ts";
import { may } from "../identity/permissions.ts";
import type { ContractState } from "./contract-lifecycle.ts";

type Contract = { readonly hubId: string; readonly buyerId: string };
type CallOff = { readonly hubId: string };

function actsFor(actor: Actor, organisationId: string): boolean {
  return actor.kind === "member" && actor.organisationId === organisationId;
}

/** Both parties may know a contract, and nobody else. */
export function mayKnowContract(actor: Actor, contract: Contract): boolean {
  return actsFor(actor, contract.hubId) || actsFor(actor, contract.buyerId);
}

export function mayDraftContract(actor: Actor): boolean {
  return (
    actor.kind === "member" && actor.organisationKind === "trade_center" && may(actor, "contracts.draft")
  );
}

export function mayChangeDraft(actor: Actor, contract: Contract): boolean {
  return actsFor(actor, contract.hubId) && mayDraftContract(actor);
}

/** The papers of a contract are kept as long as it is: files follow the signature. */
export function mayKeepPapers(actor: Actor, contract: Contract): boolean {
  return mayChangeDraft(actor, contract);
}

/** The rates of a draft are drawn up like the rest of it; once it binds, only who signs changes them. */
export function mayKeepRates(actor: Actor, contract: Contract & { readonly state: ContractState }): boolean {
  return contract.state === "draft" ? mayChangeDraft(actor, contract) : maySignContract(actor, contract);
}

/** Either party may tell that it is prevented, and that it no longer is. */
export function maySuspend(actor: Actor, contract: Contract): boolean {
  return mayKnowContract(actor, contract) && may(actor, "contracts.suspend");
}

/** Signing, ending and terminating bind the trade center. */
export function maySignContract(actor: Actor, contract: Contract): boolean {
  return actsFor(actor, contract.hubId) && may(actor, "contracts.sign");
}

/** Who drew the contract up does not also sign it. */
export function isSecondPerson(actor: Actor, contract: { readonly createdBy: string | null }): boolean {
  return actor.kind === "member" && actor.personId !== contract.createdBy;
}

export function mayOpenCallOff(actor: Actor, contract: Contract): boolean {
  return actsFor(actor, contract.hubId) && may(actor, "callOffs.open");
}

/** Capacities and keys are the trade center's to agree on, whoever draws up the shares. */
export function maySetCapacity(actor: Actor, callOff: CallOff): boolean {
  return actsFor(actor, callOff.hubId) && (may(actor, "callOffs.open") || may(actor, "allotments.propose"));
}

/** A koperasi speaks for its own capacity only; whether it is asked at all is for the facts to say. */
export function mayDeclareCapacity(actor: Actor): boolean {
  return actor.kind === "member" && actor.organisationKind === "koperasi" && may(actor, "capacities.declare");
}
