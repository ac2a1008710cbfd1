// @ts-nocheck
/* oxlint-disable */
/** Generated from src/schema/baseline-schema.ts by `npm run generate:validators`; not to be edited. */
import type { SchemaFault } from "../describe-fault.ts";

/** Everywhere that the data breaks the schema; null when it fits. */
export function faultsOf(data: unknown): readonly SchemaFault[] | null {
  validate10(data);
  return validate10.errors;
}

const schema11 = {
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "object",
  required: ["version", "findings"],
  additionalProperties: false,
  properties: {
    version: { enum: [1] },
    findings: {
      type: "array",
      items: {
        type: "object",
        required: ["fingerprint", "ruleId", "file"],
        additionalProperties: false,
        properties: {
          fingerprint: { type: "string", pattern: "^[0-9a-f]{32}$" },
          ruleId: { type: "string" },
          file: { type: "string" },
        },
      },
    },
  },
};
const pattern0 = new RegExp("^[0-9a-f]{32}$", "u");

function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if ((data.version === undefined && (missing0 = "version")) || (data.findings === undefined && (missing0 = "findings"))) {
        validate10.errors = [
          {
            instancePath,
            schemaPath: "#/required",
            keyword: "required",
            params: { missingProperty: missing0 },
            schema: schema11.required,
            parentSchema: schema11,
            data,
          },
        ];
        return false;
      } else {
        const _errs1 = errors;
        for (const key0 in data) {
          if (!(key0 === "version" || key0 === "findings")) {
            validate10.errors = [
              {
                instancePath,
                schemaPath: "#/additionalProperties",
                keyword: "additionalProperties",
                params: { additionalProperty: key0 },
                schema: false,
                parentSchema: schema11,
                data,
              },
            ];
            return false;
            break;
          }
        }
        if (_errs1 === errors) {
          if (data.version !== undefined) {
            let data0 = data.version;
            const _errs2 = errors;
            if (!(data0 === 1)) {
              validate10.errors = [
                {
                  instancePath: instancePath + "/version",
                  schemaPath: "#/properties/version/enum",
                  keyword: "enum",
                  params: { allowedValues: schema11.properties.version.enum },
                  schema: schema11.properties.version.enum,
                  parentSchema: schema11.properties.version,
                  data: data0,
                },
              ];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.findings !== undefined) {
              let data1 = data.findings;
              const _errs3 = errors;
              if (errors === _errs3) {
                if (Array.isArray(data1)) {
                  var valid1 = true;
                  const len0 = data1.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    let data2 = data1[i0];
                    const _errs5 = errors;
                    if (errors === _errs5) {
                      if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
                        let missing1;
                        if (
                          (data2.fingerprint === undefined && (missing1 = "fingerprint")) ||
                          (data2.ruleId === undefined && (missing1 = "ruleId")) ||
                          (data2.file === undefined && (missing1 = "file"))
                        ) {
                          validate10.errors = [
                            {
                              instancePath: instancePath + "/findings/" + i0,
                              schemaPath: "#/properties/findings/items/required",
                              keyword: "required",
                              params: { missingProperty: missing1 },
                              schema: schema11.properties.findings.items.required,
                              parentSchema: schema11.properties.findings.items,
                              data: data2,
                            },
                          ];
                          return false;
                        } else {
                          const _errs7 = errors;
                          for (const key1 in data2) {
                            if (!(key1 === "fingerprint" || key1 === "ruleId" || key1 === "file")) {
                              validate10.errors = [
                                {
                                  instancePath: instancePath + "/findings/" + i0,
                                  schemaPath: "#/properties/findings/items/additionalProperties",
                                  keyword: "additionalProperties",
                                  params: { additionalProperty: key1 },
                                  schema: false,
                                  parentSchema: schema11.properties.findings.items,
                                  data: data2,
                                },
                              ];
                              return false;
                              break;
                            }
                          }
                          if (_errs7 === errors) {
                            if (data2.fingerprint !== undefined) {
                              let data3 = data2.fingerprint;
                              const _errs8 = errors;
                              if (errors === _errs8) {
                                if (typeof data3 === "string") {
                                  if (!pattern0.test(data3)) {
                                    validate10.errors = [
                                      {
                                        instancePath: instancePath + "/findings/" + i0 + "/fingerprint",
                                        schemaPath: "#/properties/findings/items/properties/fingerprint/pattern",
                                        keyword: "pattern",
                                        params: { pattern: "^[0-9a-f]{32}$" },
                                        schema: "^[0-9a-f]{32}$",
                                        parentSchema: schema11.properties.findings.items.properties.fingerprint,
                                        data: data3,
                                      },
                                    ];
                                    return false;
                                  }
                                } else {
                                  validate10.errors = [
                                    {
                                      instancePath: instancePath + "/findings/" + i0 + "/fingerprint",
                                      schemaPath: "#/properties/findings/items/properties/fingerprint/type",
                                      keyword: "type",
                                      params: { type: "string" },
                                      schema: schema11.properties.findings.items.properties.fingerprint.type,
                                      parentSchema: schema11.properties.findings.items.properties.fingerprint,
                                      data: data3,
                                    },
                                  ];
                                  return false;
                                }
                              }
                              var valid2 = _errs8 === errors;
                            } else {
                              var valid2 = true;
                            }
                            if (valid2) {
                              if (data2.ruleId !== undefined) {
                                let data4 = data2.ruleId;
                                const _errs10 = errors;
                                if (typeof data4 !== "string") {
                                  validate10.errors = [
                                    {
                                      instancePath: instancePath + "/findings/" + i0 + "/ruleId",
                                      schemaPath: "#/properties/findings/items/properties/ruleId/type",
                                      keyword: "type",
                                      params: { type: "string" },
                                      schema: schema11.properties.findings.items.properties.ruleId.type,
                                      parentSchema: schema11.properties.findings.items.properties.ruleId,
                                      data: data4,
                                    },
                                  ];
                                  return false;
                                }
                                var valid2 = _errs10 === errors;
                              } else {
                                var valid2 = true;
                              }
                              if (valid2) {
                                if (data2.file !== undefined) {
                                  let data5 = data2.file;
                                  const _errs12 = errors;
                                  if (typeof data5 !== "string") {
                                    validate10.errors = [
                                      {
                                        instancePath: instancePath + "/findings/" + i0 + "/file",
                                        schemaPath: "#/properties/findings/items/properties/file/type",
                                        keyword: "type",
                                        params: { type: "string" },
                                        schema: schema11.properties.findings.items.properties.file.type,
                                        parentSchema: schema11.properties.findings.items.properties.file,
                                        data: data5,
                                      },
                                    ];
                                    return false;
                                  }
                                  var valid2 = _errs12 === errors;
                                } else {
                                  var valid2 = true;
                                }
                              }
                            }
                          }
                        }
                      } else {
                        validate10.errors = [
                          {
                            instancePath: instancePath + "/findings/" + i0,
                            schemaPath: "#/properties/findings/items/type",
                            keyword: "type",
                            params: { type: "object" },
                            schema: schema11.properties.findings.items.type,
                            parentSchema: schema11.properties.findings.items,
                            data: data2,
                          },
                        ];
                        return false;
                      }
                    }
                    var valid1 = _errs5 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                } else {
                  validate10.errors = [
                    {
                      instancePath: instancePath + "/findings",
                      schemaPath: "#/properties/findings/type",
                      keyword: "type",
                      params: { type: "array" },
                      schema: schema11.properties.findings.type,
                      parentSchema: schema11.properties.findings,
                      data: data1,
                    },
                  ];
                  return false;
                }
              }
              var valid0 = _errs3 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate10.errors = [
        {
          instancePath,
          schemaPath: "#/type",
          keyword: "type",
          params: { type: "object" },
          schema: schema11.type,
          parentSchema: schema11,
          data,
        },
      ];
      return false;
    }
  }
  validate10.errors = vErrors;
  return errors === 0;
}
