import { createReadableStreamFromReadable, type LoaderFunctionArgs } from "@remix-run/node";
import { sheetHeaders } from "#app/http/file-headers.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { sheetsOf } from "#app/modules/oversight/trade-board-sheets.ts";
import { xlsxOf } from "#app/modules/oversight/write-sheets.server.ts";
import { ownBoard } from "./trade-board.server.ts";

/** The board as a spreadsheet, in the language of whoever asks. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { member, board, today } = await ownBoard(request, params["workspace"]);
  return new Response(createReadableStreamFromReadable(xlsxOf(sheetsOf(board))), {
    headers: sheetHeaders(`papan-${member.organisation.slug}-${today}`),
  });
});
