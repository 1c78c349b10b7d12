// npm run migrate: the database in DATABASE_URL gets its newest shape and the reference rows.

import { migrateDatabase } from "./migrate-database.server.ts";

const url = process.env["DATABASE_URL"];
if (!url) throw new Error("DATABASE_URL is not set");
await migrateDatabase(url);
