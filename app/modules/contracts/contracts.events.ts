import { z } from "zod";

const contract = z.object({ contractId: z.string() });
const callOff = z.object({ callOffId: z.string() });

export const contractSigned = { name: "contract.signed", payload: contract };
export const contractTerminated = { name: "contract.terminated", payload: contract };
export const contractEnded = { name: "contract.ended", payload: contract };
export const callOffOpened = { name: "call-off.opened", payload: callOff };
export const callOffLocked = { name: "call-off.locked", payload: callOff };
export const callOffClosed = { name: "call-off.closed", payload: callOff };
export const callOffCancelled = { name: "call-off.cancelled", payload: callOff };
export const koperasiInvited = {
  name: "call-off.koperasi-invited",
  payload: z.object({ callOffId: z.string(), koperasiId: z.string() }),
};
export const capacityDeclared = {
  name: "capacity.declared",
  payload: z.object({ callOffId: z.string(), koperasiId: z.string() }),
};
const suspension = z.object({ contractId: z.string(), suspensionId: z.string() });
export const contractSuspended = { name: "contract.suspended", payload: suspension };
export const contractResumed = { name: "contract.resumed", payload: suspension };
