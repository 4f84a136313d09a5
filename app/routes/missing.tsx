import { missing } from '../lib/respond.ts';

export function loader() {
  throw missing();
}

export function action() {
  throw missing();
}

export default function Missing() {
  return null;
}
