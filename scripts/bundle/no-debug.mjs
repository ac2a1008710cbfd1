/**
 * Stands for `debug` in the bundle. With `DEBUG=*`, which many test jobs set, libraries would write to standard error what they work
 * with: the password of a proxy, among others.
 */

// The name and shape are those of the package that it stands for.
// oxlint-disable-next-line import/no-default-export
export default function makeDebug() {
  return () => undefined;
}
