// npm run messages: the messages of app/i18n as functions, after a change of their words.

import { compileMessages } from "./steps/messages.mjs";
import { main } from "./steps/say.mjs";

await main(compileMessages);
