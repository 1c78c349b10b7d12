import { Missing } from "#app/kernel/errors.ts";
import { adjustRound } from "#app/modules/allotment/adjust-round.server.ts";
import { AllotmentFilter, RulesAsked } from "#app/modules/allotment/allotment.schema.ts";
import { allotmentById, allotmentsOf, roundTable } from "#app/modules/allotment/allotment-reads.server.ts";
import { answerAllotment } from "#app/modules/allotment/answer-allotment.server.ts";
import { rulesCompared } from "#app/modules/allotment/compare-reads.server.ts";
import { discardRound } from "#app/modules/allotment/discard-round.server.ts";
import { lockCallOff } from "#app/modules/allotment/lock-call-off.server.ts";
import { proposeAllotment } from "#app/modules/allotment/propose-allotment.server.ts";
import { proposeNextRound } from "#app/modules/allotment/propose-next-round.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import { releaseShare } from "#app/modules/allotment/release-share.server.ts";
import { roundsOf } from "#app/modules/allotment/round-reads.server.ts";
import { addContractLine } from "#app/modules/contracts/add-contract-line.server.ts";
import { amendClauses } from "#app/modules/contracts/amend-clauses.server.ts";
import { amendContract } from "#app/modules/contracts/amend-contract.server.ts";
import { answerInvitation } from "#app/modules/contracts/answer-invitation.server.ts";
import { callOffById, callOffsOf, wavesOf } from "#app/modules/contracts/call-off-reads.server.ts";
import { CallOffFilter, ContractFilter } from "#app/modules/contracts/contract.schema.ts";
import { contractById, contractMonthsOf, contractsOf } from "#app/modules/contracts/contract-reads.server.ts";
import {
  clausesOf,
  clausesOfHub,
  papersOf,
  ratesOf,
  suspensionsOf,
} from "#app/modules/contracts/contract-text-reads.server.ts";
import { correctRate } from "#app/modules/contracts/correct-rate.server.ts";
import { declareCapacity } from "#app/modules/contracts/declare-capacity.server.ts";
import { declareSchedule } from "#app/modules/contracts/declare-schedule.server.ts";
import { draftContract } from "#app/modules/contracts/draft-contract.server.ts";
import { endContract } from "#app/modules/contracts/end-contract.server.ts";
import { invitationsInto } from "#app/modules/contracts/invitation-reads.server.ts";
import { inviteKoperasi } from "#app/modules/contracts/invite-koperasi.server.ts";
import { keepClauses } from "#app/modules/contracts/keep-clauses.server.ts";
import { openCallOff } from "#app/modules/contracts/open-call-off.server.ts";
import { openSchedule } from "#app/modules/contracts/open-schedule.server.ts";
import { recordContractPaper } from "#app/modules/contracts/record-contract-paper.server.ts";
import { recordRate } from "#app/modules/contracts/record-rate.server.ts";
import { renewContract } from "#app/modules/contracts/renew-contract.server.ts";
import { resumeContract } from "#app/modules/contracts/resume-contract.server.ts";
import { setCapacity } from "#app/modules/contracts/set-capacity.server.ts";
import { signContract } from "#app/modules/contracts/sign-contract.server.ts";
import { suspendContract } from "#app/modules/contracts/suspend-contract.server.ts";
import { terminateContract } from "#app/modules/contracts/terminate-contract.server.ts";
import { cancelCallOff } from "#app/modules/shipments/cancel-call-off.server.ts";
import { operationsOf } from "./operation.server.ts";
import { queryOf } from "./query.server.ts";

export const hubOperations = operationsOf("trade center", ({ get, deed }) => {
  get("/contracts", {
    summary: "Inter-regional contracts you are a party to",
    permission: "contracts.read",
    query: ContractFilter,
    run: (api) => contractsOf(api.actor.organisationId, queryOf(ContractFilter, api)),
  });
  get("/contracts/{contractId}", {
    summary: "One contract with what each month has drawn",
    permission: "contracts.read",
    run: async ({ actor, params }) => {
      const contract = await contractById(actor.organisationId, params["contractId"] ?? "");
      if (!contract) throw new Missing("contracts.missing");
      const { id } = contract.contract;
      return {
        ...contract,
        months: await contractMonthsOf(actor.organisationId, id),
        papers: await papersOf(id),
        rates: await ratesOf(id),
        clauses: await clausesOf(id),
        suspensions: await suspensionsOf(id),
      };
    },
  });
  deed("/contracts", { summary: "Draft a contract", permission: "contracts.draft", command: draftContract });
  deed("/contracts/{contractId}/amend", {
    summary: "Write a drafted contract anew",
    permission: "contracts.draft",
    command: amendContract,
  });
  deed("/contracts/{contractId}/lines", {
    summary: "Add one more commodity to a draft",
    permission: "contracts.draft",
    command: addContractLine,
  });
  deed("/contracts/{contractId}/clauses", {
    summary: "Rewrite the clauses of a draft",
    permission: "contracts.draft",
    command: amendClauses,
  });
  deed("/contract-clauses", {
    summary: "Keep the clause set that new contracts start from",
    permission: "contracts.draft",
    command: keepClauses,
  });
  get("/contract-clauses", {
    summary: "The clause set that new contracts start from",
    permission: "contracts.draft",
    run: ({ actor }) => clausesOfHub(actor.organisationId),
  });
  deed("/contracts/{contractId}/papers", {
    summary: "Write down a paper that the contract stands on",
    permission: "contracts.draft",
    command: recordContractPaper,
  });
  deed("/contracts/{contractId}/rates", {
    summary: "Write down a levy or a service fee from a day on",
    permission: "contracts.draft",
    command: recordRate,
  });
  deed("/contract-rates/{rateId}/correct", {
    summary: "Answer a wrong rate with the right one, and a reason",
    permission: "contracts.draft",
    command: correctRate,
  });
  deed("/contracts/{contractId}/suspensions", {
    summary: "Tell of force majeure: what was promised waits",
    permission: "contracts.suspend",
    command: suspendContract,
  });
  deed("/contract-suspensions/{suspensionId}/resume", {
    summary: "Say that everything holds again, earlier than planned",
    permission: "contracts.suspend",
    command: resumeContract,
  });
  deed("/contracts/{contractId}/sign", {
    summary: "Sign a contract, as a second person",
    permission: "contracts.sign",
    command: signContract,
  });
  deed("/contracts/{contractId}/renew", {
    summary: "Draft the contract that follows one which runs out",
    permission: "contracts.draft",
    command: renewContract,
  });
  deed("/contracts/{contractId}/end", {
    summary: "End a contract whose time is over",
    permission: "contracts.sign",
    command: endContract,
  });
  deed("/contracts/{contractId}/terminate", {
    summary: "Terminate a contract with a reason",
    permission: "contracts.sign",
    command: terminateContract,
  });
  get("/call-offs", {
    summary: "Call-offs you are a party to or share in",
    permission: "contracts.read",
    query: CallOffFilter,
    run: (api) => callOffsOf(api.actor.organisationId, queryOf(CallOffFilter, api)),
  });
  get("/call-offs/{callOffId}", {
    summary: "One call-off",
    permission: "contracts.read",
    run: async ({ actor, params }) => {
      const callOff = await callOffById(actor.organisationId, params["callOffId"] ?? "");
      if (!callOff) throw new Missing("contracts.callOffMissing");
      return callOff;
    },
  });
  deed("/contracts/{contractId}/call-offs", {
    summary: "Draw packs from a contract",
    permission: "callOffs.open",
    command: openCallOff,
  });
  deed("/contracts/{contractId}/schedules", {
    summary: "Draw packs for several delivery days at once, shared out together",
    permission: "callOffs.open",
    command: openSchedule,
  });
  get("/call-offs/{callOffId}/waves", {
    summary: "The delivery days that were called off together with this one",
    permission: "contracts.read",
    run: async ({ actor, params }) => {
      const callOff = await callOffById(actor.organisationId, params["callOffId"] ?? "");
      if (!callOff) throw new Missing("contracts.callOffMissing");
      return { rows: await wavesOf(callOff.callOff.scheduleId), next: null };
    },
  });
  deed("/call-offs/{callOffId}/capacities", {
    summary: "Set what a koperasi can bring, its key and its floor",
    permission: "callOffs.open",
    command: setCapacity,
  });
  deed("/call-offs/{callOffId}/invitations", {
    summary: "Invite a koperasi of another city into a call-off",
    permission: "callOffs.open",
    command: inviteKoperasi,
  });
  get("/call-offs/{callOffId}/invitations", {
    summary: "Koperasi of other cities that you invited into your call-off",
    permission: "contracts.read",
    run: async ({ actor, params }) => {
      const callOff = await callOffById(actor.organisationId, params["callOffId"] ?? "");
      if (!callOff) throw new Missing("contracts.callOffMissing");
      return { rows: await invitationsInto(actor.organisationId, callOff.callOff), next: null };
    },
  });
  deed("/call-offs/{callOffId}/invitation", {
    summary: "Say whether your koperasi comes along in a call-off that it was invited into",
    permission: "capacities.declare",
    command: answerInvitation,
  });
  deed("/call-offs/{callOffId}/capacity", {
    summary: "Say what your koperasi can bring",
    permission: "capacities.declare",
    command: declareCapacity,
  });
  deed("/call-offs/{callOffId}/waves", {
    summary: "Say what you can bring on every delivery day, and at most of all of them",
    permission: "capacities.declare",
    command: declareSchedule,
  });
  deed("/call-offs/{callOffId}/rounds", {
    summary: "Work out a table by a rule",
    permission: "allotments.propose",
    command: proposeAllotment,
  });
  get("/call-offs/{callOffId}/rules", {
    summary: "What each of the four rules would give now, side by side, with what each promises",
    permission: "allotments.propose",
    query: RulesAsked,
    run: (api) =>
      rulesCompared({
        actor: api.actor,
        at: api.call.at,
        callOffId: api.params["callOffId"] ?? "",
        ...queryOf(RulesAsked, api),
      }),
  });
  deed("/rounds/{roundId}/adjust", {
    summary: "Give other shares than the rule, with a reason; becomes another proposal",
    permission: "allotments.propose",
    command: adjustRound,
  });
  deed("/rounds/{roundId}/discard", {
    summary: "Lay a proposed table aside",
    permission: "allotments.propose",
    command: discardRound,
  });
  deed("/call-offs/{callOffId}/next-round", {
    summary: "Divide again what is still open",
    permission: "allotments.propose",
    command: proposeNextRound,
  });
  deed("/rounds/{roundId}/publish", {
    summary: "Publish a table to all who share in it",
    permission: "allotments.publish",
    command: publishAllotment,
  });
  deed("/call-offs/{callOffId}/lock", {
    summary: "Take no more answers; shipments are planned",
    permission: "allotments.propose",
    command: lockCallOff,
  });
  deed("/call-offs/{callOffId}/cancel", {
    summary: "Call a call-off off",
    permission: "callOffs.open",
    command: cancelCallOff,
  });
  get("/call-offs/{callOffId}/rounds", {
    summary: "The rounds of a call-off",
    permission: "allotments.read",
    run: async ({ actor, params }) => ({
      rows: await roundsOf(actor.organisationId, params["callOffId"] ?? ""),
      next: null,
    }),
  });
  get("/call-offs/{callOffId}/table", {
    summary: "The whole table with its arithmetic",
    permission: "allotments.read",
    run: async ({ actor, params }) => ({
      table: await roundTable(actor.organisationId, params["callOffId"] ?? ""),
    }),
  });
  get("/allotments", {
    summary: "Your koperasi's shares, newest first",
    permission: "allotments.read",
    query: AllotmentFilter,
    run: (api) => allotmentsOf(api.actor.organisationId, queryOf(AllotmentFilter, api)),
  });
  get("/allotments/{allotmentId}", {
    summary: "One share",
    permission: "allotments.read",
    run: async ({ actor, params }) => {
      const allotment = await allotmentById(actor.organisationId, params["allotmentId"] ?? "");
      if (!allotment) throw new Missing("allotment.missing");
      return allotment;
    },
  });
  deed("/allotments/{allotmentId}/answer", {
    summary: "Take on all, a part, or nothing of a share",
    permission: "allotments.answer",
    command: answerAllotment,
  });
  deed("/allotments/{allotmentId}/release", {
    summary: "Bring less of an accepted share, or nothing; what is given back is shared again",
    permission: "allotments.read",
    command: releaseShare,
  });
});
