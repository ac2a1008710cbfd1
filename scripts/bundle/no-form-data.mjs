/** Stands for `form-data` in the bundle: nothing here sends forms, and that package brings a list of all file types. */

// The name and shape are those of the package that it stands for.
// oxlint-disable-next-line import/no-default-export
export default class FormData {
  append() {
    throw new Error("forms are not sent");
  }
}
