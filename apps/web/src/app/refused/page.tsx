import { forbidden } from "next/navigation";

/**
 * Where a form ends that no page of ours sent: 403 and the page of forbidden.tsx. An action cannot answer so itself; to a
 * form posted without JavaScript Next would show the page for what is not found.
 */
export default function Refused(): never {
  forbidden();
}
