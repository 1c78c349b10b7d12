import { and, eq } from "drizzle-orm";
import type { Call } from "#app/kernel/call.ts";
import { Conflict } from "#app/kernel/errors.ts";
import { nextState } from "#app/kernel/lifecycle.ts";
import { announce } from "#app/platform/outbox.server.ts";
import type { Transaction } from "#db/client.server.ts";
import { contracts } from "#db/schema/contracts.ts";
import { type ContractEvent, contractLifecycle } from "./contract-lifecycle.ts";
import type { ContractRow } from "./contract-reads.server.ts";
import { contractEnded, contractSigned, contractTerminated } from "./contracts.events.ts";

/** Moves a contract along its lifecycle, if nobody moved or amended it since it was read; a signature is kept with it. */
export async function moveContract(
  tx: Transaction,
  call: Call,
  contract: ContractRow,
  event: ContractEvent,
): Promise<void> {
  const state = nextState(contractLifecycle, contract.state, event, "contracts.moved");
  const signature =
    event === "sign" && call.actor.kind === "member"
      ? { signedAt: call.at, signedBy: call.actor.personId }
      : {};
  const moved = await tx
    .update(contracts)
    .set({ state, ...signature, version: contract.version + 1 })
    .where(
      and(
        eq(contracts.id, contract.id),
        eq(contracts.state, contract.state),
        eq(contracts.version, contract.version),
      ),
    )
    .returning({ id: contracts.id });
  if (moved.length === 0) throw new Conflict("contracts.moved");
  if (event === "sign") await announce(tx, call, contractSigned, { contractId: contract.id });
  if (event === "end") await announce(tx, call, contractEnded, { contractId: contract.id });
  if (event === "terminate") await announce(tx, call, contractTerminated, { contractId: contract.id });
}
