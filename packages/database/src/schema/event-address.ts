import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, lengthOf } from "./columns.ts";
import { event } from "./event.ts";

/**
 * The IP address of an administrator's action, as our outermost proxy saw it. It is personal data, so it is in no
 * digest and is deleted after some time and with the account; what the administrator did stays provable.
 */
export const eventAddress = pgTable(
  "event_address",
  {
    eventId: uuid()
      .primaryKey()
      .references(() => event.id, { onDelete: "restrict" }),
    at: createdAt(),
    address: text().notNull(),
  },
  (table) => [
    lengthOf("event_address_length", table.address, 2, 45),
    index("event_address_by_time").on(table.at),
    index("event_address_by_address").on(table.address, table.eventId),
  ],
);
