import type { Call } from "#app/kernel/call.ts";
import { Conflict } from "#app/kernel/errors.ts";
import { keepSecondWeighing } from "./keep-second-weighing.server.ts";
import { receiveShipment } from "./receive-shipment.server.ts";

type Input = Parameters<typeof receiveShipment>[1];
type Received = Awaited<ReturnType<typeof receiveShipment>> & { readonly isSecond: boolean };

/**
 * What is told from the door, by however many phones: the first weighing makes the BAST, a later one is kept beside it to be
 * compared, and the same one told again answers as before. No deed of its own: it asks one, then the other.
 */
export const receiveAtDoor = Object.assign(
  async (call: Call, input: Input): Promise<Received> => {
    try {
      return { ...(await receiveShipment(call, input)), isSecond: false };
    } catch (error) {
      if (!(error instanceof Conflict) || error.code !== "shipments.moved") throw error;
      return { ...(await keepSecondWeighing(call, input)), isSecond: true };
    }
  },
  { commandName: receiveShipment.commandName, input: receiveShipment.input },
);
