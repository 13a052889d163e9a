// `npm run ledger:verify`: verifies the chain of events and receipts. See launch/ledger.mjs.
import { withRightNode } from "./node-version.mjs";

withRightNode(() => import("./launch/ledger.mjs"));
