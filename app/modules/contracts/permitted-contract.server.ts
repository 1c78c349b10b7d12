import type { Actor } from "#app/kernel/call.ts";
import { Forbidden, Missing } from "#app/kernel/errors.ts";
import type { Transaction } from "#db/client.server.ts";
import { mayKnowContract } from "./contract.policy.ts";
import { type ContractRow, contractRow } from "./contract-reads.server.ts";

/** The contract, when this actor is a party to it and `may` says yes; Missing or Forbidden otherwise. */
export async function permittedContract(
  tx: Transaction,
  actor: Actor,
  contractId: string,
  may: (actor: Actor, contract: ContractRow) => boolean,
): Promise<ContractRow> {
  const contract = await contractRow(contractId, tx);
  if (!contract || !mayKnowContract(actor, contract)) throw new Missing("contracts.missing");
  if (!may(actor, contract)) throw new Forbidden("contracts.forbidden");
  return contract;
}
