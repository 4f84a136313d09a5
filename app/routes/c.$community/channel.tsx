export default function Channel() {
  return null;
}
