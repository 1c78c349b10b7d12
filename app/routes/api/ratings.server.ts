import { answerRating } from "#app/modules/oversight/answer-rating.server.ts";
import { operationsOf } from "./operation.server.ts";

export const ratingOperations = operationsOf("ratings", ({ deed }) => {
  deed("/ratings/answers", {
    summary:
      "Answer to how a buyer counts one of your deliveries, or a period; never taken back, answered again",
    permission: "appeals.open",
    command: answerRating,
  });
});
