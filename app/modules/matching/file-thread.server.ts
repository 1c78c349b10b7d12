// What the thread of a download runs: from the kept rows of a cell to the file of its market.

import { inflateSync } from "node:zlib";
import { serveStream } from "#app/platform/thread-stream.server.ts";
import { instanceText } from "./cell-file.ts";
import { CELL_RULES, cellMarket, readRowsText } from "./cell-market.ts";
import { packRows } from "./rows.ts";

serveStream((rows: Uint8Array) => {
  const { lines, lots } = cellMarket(readRowsText(inflateSync(rows).toString("utf8")));
  return instanceText(packRows(lines, lots), CELL_RULES);
});
