import { z } from "zod";

export const settlementDue = {
  name: "consignment.due",
  payload: z.object({
    keeperId: z.string(),
    consignorId: z.string(),
    period: z.string(),
    endsOn: z.string(),
  }),
};
