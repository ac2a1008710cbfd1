// @ts-nocheck
/* oxlint-disable */
/** Generated from src/schema/settings-schema.ts by `npm run generate:validators`; not to be edited. */
import type { SchemaFault } from "../describe-fault.ts";

/** Everywhere that the data breaks the schema; null when it fits. */
export function faultsOf(data: unknown): readonly SchemaFault[] | null {
  validate10(data);
  return validate10.errors;
}

const schema11 = {
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "object",
  additionalProperties: false,
  properties: {
    failOn: { enum: ["critical", "high", "medium", "low", "info", "never"] },
    minSeverity: { enum: ["critical", "high", "medium", "low", "info"] },
    minConfidence: { enum: ["high", "medium", "low"] },
    profile: { enum: ["regular", "pedantic", "auditor"] },
    rules: { type: "object", additionalProperties: { enum: ["off", "critical", "high", "medium", "low", "info"] } },
    ignore: {
      type: "array",
      maxItems: 1000,
      items: {
        type: "object",
        additionalProperties: false,
        properties: {
          rule: { type: "string" },
          path: { type: "string", pattern: "^.{1,500}$" },
          at: { type: "string", pattern: "^.{1,500}$" },
          reason: { type: "string" },
          until: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
        },
        required: ["rule"],
      },
    },
    contexts: {
      type: "object",
      additionalProperties: false,
      properties: { restricted: { type: "array", maxItems: 1000, items: { type: "string", pattern: "^.{1,200}$" } } },
    },
    orbs: {
      type: "object",
      additionalProperties: false,
      properties: {
        trusted: { type: "array", maxItems: 1000, items: { type: "string", pattern: "^.{1,200}$" } },
        own: { type: "array", maxItems: 1000, items: { type: "string", pattern: "^.{1,200}$" } },
      },
    },
    limits: {
      type: "object",
      additionalProperties: false,
      properties: { fileBytes: { type: "integer", minimum: 1024, maximum: 16777216 } },
    },
    exclude: { type: "array", maxItems: 1000, items: { type: "string", pattern: "^.{1,200}$" } },
    secretNames: {
      type: "object",
      additionalProperties: false,
      properties: {
        add: { type: "array", maxItems: 1000, items: { type: "string", pattern: "^.{1,200}$" } },
        remove: { type: "array", maxItems: 1000, items: { type: "string", pattern: "^.{1,200}$" } },
      },
    },
  },
};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp("^.{1,500}$", "u");
const pattern2 = new RegExp("^\\d{4}-\\d{2}-\\d{2}$", "u");
const pattern3 = new RegExp("^.{1,200}$", "u");

function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == "object" && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!func2.call(schema11.properties, key0)) {
        const err0 = {
          instancePath,
          schemaPath: "#/additionalProperties",
          keyword: "additionalProperties",
          params: { additionalProperty: key0 },
          schema: false,
          parentSchema: schema11,
          data,
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (data.failOn !== undefined) {
      let data0 = data.failOn;
      if (!(
        data0 === "critical" ||
        data0 === "high" ||
        data0 === "medium" ||
        data0 === "low" ||
        data0 === "info" ||
        data0 === "never"
      )) {
        const err1 = {
          instancePath: instancePath + "/failOn",
          schemaPath: "#/properties/failOn/enum",
          keyword: "enum",
          params: { allowedValues: schema11.properties.failOn.enum },
          schema: schema11.properties.failOn.enum,
          parentSchema: schema11.properties.failOn,
          data: data0,
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.minSeverity !== undefined) {
      let data1 = data.minSeverity;
      if (!(data1 === "critical" || data1 === "high" || data1 === "medium" || data1 === "low" || data1 === "info")) {
        const err2 = {
          instancePath: instancePath + "/minSeverity",
          schemaPath: "#/properties/minSeverity/enum",
          keyword: "enum",
          params: { allowedValues: schema11.properties.minSeverity.enum },
          schema: schema11.properties.minSeverity.enum,
          parentSchema: schema11.properties.minSeverity,
          data: data1,
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.minConfidence !== undefined) {
      let data2 = data.minConfidence;
      if (!(data2 === "high" || data2 === "medium" || data2 === "low")) {
        const err3 = {
          instancePath: instancePath + "/minConfidence",
          schemaPath: "#/properties/minConfidence/enum",
          keyword: "enum",
          params: { allowedValues: schema11.properties.minConfidence.enum },
          schema: schema11.properties.minConfidence.enum,
          parentSchema: schema11.properties.minConfidence,
          data: data2,
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.profile !== undefined) {
      let data3 = data.profile;
      if (!(data3 === "regular" || data3 === "pedantic" || data3 === "auditor")) {
        const err4 = {
          instancePath: instancePath + "/profile",
          schemaPath: "#/properties/profile/enum",
          keyword: "enum",
          params: { allowedValues: schema11.properties.profile.enum },
          schema: schema11.properties.profile.enum,
          parentSchema: schema11.properties.profile,
          data: data3,
        };
        if (vErrors === null) {
          vErrors = [err4];
        } else {
          vErrors.push(err4);
        }
        errors++;
      }
    }
    if (data.rules !== undefined) {
      let data4 = data.rules;
      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
        for (const key1 in data4) {
          let data5 = data4[key1];
          if (!(
            data5 === "off" ||
            data5 === "critical" ||
            data5 === "high" ||
            data5 === "medium" ||
            data5 === "low" ||
            data5 === "info"
          )) {
            const err5 = {
              instancePath: instancePath + "/rules/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),
              schemaPath: "#/properties/rules/additionalProperties/enum",
              keyword: "enum",
              params: { allowedValues: schema11.properties.rules.additionalProperties.enum },
              schema: schema11.properties.rules.additionalProperties.enum,
              parentSchema: schema11.properties.rules.additionalProperties,
              data: data5,
            };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
        }
      } else {
        const err6 = {
          instancePath: instancePath + "/rules",
          schemaPath: "#/properties/rules/type",
          keyword: "type",
          params: { type: "object" },
          schema: schema11.properties.rules.type,
          parentSchema: schema11.properties.rules,
          data: data4,
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    }
    if (data.ignore !== undefined) {
      let data6 = data.ignore;
      if (Array.isArray(data6)) {
        if (data6.length > 1000) {
          const err7 = {
            instancePath: instancePath + "/ignore",
            schemaPath: "#/properties/ignore/maxItems",
            keyword: "maxItems",
            params: { limit: 1000 },
            schema: 1000,
            parentSchema: schema11.properties.ignore,
            data: data6,
          };
          if (vErrors === null) {
            vErrors = [err7];
          } else {
            vErrors.push(err7);
          }
          errors++;
        }
        const len0 = data6.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data7 = data6[i0];
          if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
            if (data7.rule === undefined) {
              const err8 = {
                instancePath: instancePath + "/ignore/" + i0,
                schemaPath: "#/properties/ignore/items/required",
                keyword: "required",
                params: { missingProperty: "rule" },
                schema: schema11.properties.ignore.items.required,
                parentSchema: schema11.properties.ignore.items,
                data: data7,
              };
              if (vErrors === null) {
                vErrors = [err8];
              } else {
                vErrors.push(err8);
              }
              errors++;
            }
            for (const key2 in data7) {
              if (!(key2 === "rule" || key2 === "path" || key2 === "at" || key2 === "reason" || key2 === "until")) {
                const err9 = {
                  instancePath: instancePath + "/ignore/" + i0,
                  schemaPath: "#/properties/ignore/items/additionalProperties",
                  keyword: "additionalProperties",
                  params: { additionalProperty: key2 },
                  schema: false,
                  parentSchema: schema11.properties.ignore.items,
                  data: data7,
                };
                if (vErrors === null) {
                  vErrors = [err9];
                } else {
                  vErrors.push(err9);
                }
                errors++;
              }
            }
            if (data7.rule !== undefined) {
              let data8 = data7.rule;
              if (typeof data8 !== "string") {
                const err10 = {
                  instancePath: instancePath + "/ignore/" + i0 + "/rule",
                  schemaPath: "#/properties/ignore/items/properties/rule/type",
                  keyword: "type",
                  params: { type: "string" },
                  schema: schema11.properties.ignore.items.properties.rule.type,
                  parentSchema: schema11.properties.ignore.items.properties.rule,
                  data: data8,
                };
                if (vErrors === null) {
                  vErrors = [err10];
                } else {
                  vErrors.push(err10);
                }
                errors++;
              }
            }
            if (data7.path !== undefined) {
              let data9 = data7.path;
              if (typeof data9 === "string") {
                if (!pattern0.test(data9)) {
                  const err11 = {
                    instancePath: instancePath + "/ignore/" + i0 + "/path",
                    schemaPath: "#/properties/ignore/items/properties/path/pattern",
                    keyword: "pattern",
                    params: { pattern: "^.{1,500}$" },
                    schema: "^.{1,500}$",
                    parentSchema: schema11.properties.ignore.items.properties.path,
                    data: data9,
                  };
                  if (vErrors === null) {
                    vErrors = [err11];
                  } else {
                    vErrors.push(err11);
                  }
                  errors++;
                }
              } else {
                const err12 = {
                  instancePath: instancePath + "/ignore/" + i0 + "/path",
                  schemaPath: "#/properties/ignore/items/properties/path/type",
                  keyword: "type",
                  params: { type: "string" },
                  schema: schema11.properties.ignore.items.properties.path.type,
                  parentSchema: schema11.properties.ignore.items.properties.path,
                  data: data9,
                };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
              }
            }
            if (data7.at !== undefined) {
              let data10 = data7.at;
              if (typeof data10 === "string") {
                if (!pattern0.test(data10)) {
                  const err13 = {
                    instancePath: instancePath + "/ignore/" + i0 + "/at",
                    schemaPath: "#/properties/ignore/items/properties/at/pattern",
                    keyword: "pattern",
                    params: { pattern: "^.{1,500}$" },
                    schema: "^.{1,500}$",
                    parentSchema: schema11.properties.ignore.items.properties.at,
                    data: data10,
                  };
                  if (vErrors === null) {
                    vErrors = [err13];
                  } else {
                    vErrors.push(err13);
                  }
                  errors++;
                }
              } else {
                const err14 = {
                  instancePath: instancePath + "/ignore/" + i0 + "/at",
                  schemaPath: "#/properties/ignore/items/properties/at/type",
                  keyword: "type",
                  params: { type: "string" },
                  schema: schema11.properties.ignore.items.properties.at.type,
                  parentSchema: schema11.properties.ignore.items.properties.at,
                  data: data10,
                };
                if (vErrors === null) {
                  vErrors = [err14];
                } else {
                  vErrors.push(err14);
                }
                errors++;
              }
            }
            if (data7.reason !== undefined) {
              let data11 = data7.reason;
              if (typeof data11 !== "string") {
                const err15 = {
                  instancePath: instancePath + "/ignore/" + i0 + "/reason",
                  schemaPath: "#/properties/ignore/items/properties/reason/type",
                  keyword: "type",
                  params: { type: "string" },
                  schema: schema11.properties.ignore.items.properties.reason.type,
                  parentSchema: schema11.properties.ignore.items.properties.reason,
                  data: data11,
                };
                if (vErrors === null) {
                  vErrors = [err15];
                } else {
                  vErrors.push(err15);
                }
                errors++;
              }
            }
            if (data7.until !== undefined) {
              let data12 = data7.until;
              if (typeof data12 === "string") {
                if (!pattern2.test(data12)) {
                  const err16 = {
                    instancePath: instancePath + "/ignore/" + i0 + "/until",
                    schemaPath: "#/properties/ignore/items/properties/until/pattern",
                    keyword: "pattern",
                    params: { pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
                    schema: "^\\d{4}-\\d{2}-\\d{2}$",
                    parentSchema: schema11.properties.ignore.items.properties.until,
                    data: data12,
                  };
                  if (vErrors === null) {
                    vErrors = [err16];
                  } else {
                    vErrors.push(err16);
                  }
                  errors++;
                }
              } else {
                const err17 = {
                  instancePath: instancePath + "/ignore/" + i0 + "/until",
                  schemaPath: "#/properties/ignore/items/properties/until/type",
                  keyword: "type",
                  params: { type: "string" },
                  schema: schema11.properties.ignore.items.properties.until.type,
                  parentSchema: schema11.properties.ignore.items.properties.until,
                  data: data12,
                };
                if (vErrors === null) {
                  vErrors = [err17];
                } else {
                  vErrors.push(err17);
                }
                errors++;
              }
            }
          } else {
            const err18 = {
              instancePath: instancePath + "/ignore/" + i0,
              schemaPath: "#/properties/ignore/items/type",
              keyword: "type",
              params: { type: "object" },
              schema: schema11.properties.ignore.items.type,
              parentSchema: schema11.properties.ignore.items,
              data: data7,
            };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
      } else {
        const err19 = {
          instancePath: instancePath + "/ignore",
          schemaPath: "#/properties/ignore/type",
          keyword: "type",
          params: { type: "array" },
          schema: schema11.properties.ignore.type,
          parentSchema: schema11.properties.ignore,
          data: data6,
        };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
    }
    if (data.contexts !== undefined) {
      let data13 = data.contexts;
      if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
        for (const key3 in data13) {
          if (!(key3 === "restricted")) {
            const err20 = {
              instancePath: instancePath + "/contexts",
              schemaPath: "#/properties/contexts/additionalProperties",
              keyword: "additionalProperties",
              params: { additionalProperty: key3 },
              schema: false,
              parentSchema: schema11.properties.contexts,
              data: data13,
            };
            if (vErrors === null) {
              vErrors = [err20];
            } else {
              vErrors.push(err20);
            }
            errors++;
          }
        }
        if (data13.restricted !== undefined) {
          let data14 = data13.restricted;
          if (Array.isArray(data14)) {
            if (data14.length > 1000) {
              const err21 = {
                instancePath: instancePath + "/contexts/restricted",
                schemaPath: "#/properties/contexts/properties/restricted/maxItems",
                keyword: "maxItems",
                params: { limit: 1000 },
                schema: 1000,
                parentSchema: schema11.properties.contexts.properties.restricted,
                data: data14,
              };
              if (vErrors === null) {
                vErrors = [err21];
              } else {
                vErrors.push(err21);
              }
              errors++;
            }
            const len1 = data14.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data15 = data14[i1];
              if (typeof data15 === "string") {
                if (!pattern3.test(data15)) {
                  const err22 = {
                    instancePath: instancePath + "/contexts/restricted/" + i1,
                    schemaPath: "#/properties/contexts/properties/restricted/items/pattern",
                    keyword: "pattern",
                    params: { pattern: "^.{1,200}$" },
                    schema: "^.{1,200}$",
                    parentSchema: schema11.properties.contexts.properties.restricted.items,
                    data: data15,
                  };
                  if (vErrors === null) {
                    vErrors = [err22];
                  } else {
                    vErrors.push(err22);
                  }
                  errors++;
                }
              } else {
                const err23 = {
                  instancePath: instancePath + "/contexts/restricted/" + i1,
                  schemaPath: "#/properties/contexts/properties/restricted/items/type",
                  keyword: "type",
                  params: { type: "string" },
                  schema: schema11.properties.contexts.properties.restricted.items.type,
                  parentSchema: schema11.properties.contexts.properties.restricted.items,
                  data: data15,
                };
                if (vErrors === null) {
                  vErrors = [err23];
                } else {
                  vErrors.push(err23);
                }
                errors++;
              }
            }
          } else {
            const err24 = {
              instancePath: instancePath + "/contexts/restricted",
              schemaPath: "#/properties/contexts/properties/restricted/type",
              keyword: "type",
              params: { type: "array" },
              schema: schema11.properties.contexts.properties.restricted.type,
              parentSchema: schema11.properties.contexts.properties.restricted,
              data: data14,
            };
            if (vErrors === null) {
              vErrors = [err24];
            } else {
              vErrors.push(err24);
            }
            errors++;
          }
        }
      } else {
        const err25 = {
          instancePath: instancePath + "/contexts",
          schemaPath: "#/properties/contexts/type",
          keyword: "type",
          params: { type: "object" },
          schema: schema11.properties.contexts.type,
          parentSchema: schema11.properties.contexts,
          data: data13,
        };
        if (vErrors === null) {
          vErrors = [err25];
        } else {
          vErrors.push(err25);
        }
        errors++;
      }
    }
    if (data.orbs !== undefined) {
      let data16 = data.orbs;
      if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
        for (const key4 in data16) {
          if (!(key4 === "trusted" || key4 === "own")) {
            const err26 = {
              instancePath: instancePath + "/orbs",
              schemaPath: "#/properties/orbs/additionalProperties",
              keyword: "additionalProperties",
              params: { additionalProperty: key4 },
              schema: false,
              parentSchema: schema11.properties.orbs,
              data: data16,
            };
            if (vErrors === null) {
              vErrors = [err26];
            } else {
              vErrors.push(err26);
            }
            errors++;
          }
        }
        if (data16.trusted !== undefined) {
          let data17 = data16.trusted;
          if (Array.isArray(data17)) {
            if (data17.length > 1000) {
              const err27 = {
                instancePath: instancePath + "/orbs/trusted",
                schemaPath: "#/properties/orbs/properties/trusted/maxItems",
                keyword: "maxItems",
                params: { limit: 1000 },
                schema: 1000,
                parentSchema: schema11.properties.orbs.properties.trusted,
                data: data17,
              };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
            const len2 = data17.length;
            for (let i2 = 0; i2 < len2; i2++) {
              let data18 = data17[i2];
              if (typeof data18 === "string") {
                if (!pattern3.test(data18)) {
                  const err28 = {
                    instancePath: instancePath + "/orbs/trusted/" + i2,
                    schemaPath: "#/properties/orbs/properties/trusted/items/pattern",
                    keyword: "pattern",
                    params: { pattern: "^.{1,200}$" },
                    schema: "^.{1,200}$",
                    parentSchema: schema11.properties.orbs.properties.trusted.items,
                    data: data18,
                  };
                  if (vErrors === null) {
                    vErrors = [err28];
                  } else {
                    vErrors.push(err28);
                  }
                  errors++;
                }
              } else {
                const err29 = {
                  instancePath: instancePath + "/orbs/trusted/" + i2,
                  schemaPath: "#/properties/orbs/properties/trusted/items/type",
                  keyword: "type",
                  params: { type: "string" },
                  schema: schema11.properties.orbs.properties.trusted.items.type,
                  parentSchema: schema11.properties.orbs.properties.trusted.items,
                  data: data18,
                };
                if (vErrors === null) {
                  vErrors = [err29];
                } else {
                  vErrors.push(err29);
                }
                errors++;
              }
            }
          } else {
            const err30 = {
              instancePath: instancePath + "/orbs/trusted",
              schemaPath: "#/properties/orbs/properties/trusted/type",
              keyword: "type",
              params: { type: "array" },
              schema: schema11.properties.orbs.properties.trusted.type,
              parentSchema: schema11.properties.orbs.properties.trusted,
              data: data17,
            };
            if (vErrors === null) {
              vErrors = [err30];
            } else {
              vErrors.push(err30);
            }
            errors++;
          }
        }
        if (data16.own !== undefined) {
          let data19 = data16.own;
          if (Array.isArray(data19)) {
            if (data19.length > 1000) {
              const err31 = {
                instancePath: instancePath + "/orbs/own",
                schemaPath: "#/properties/orbs/properties/own/maxItems",
                keyword: "maxItems",
                params: { limit: 1000 },
                schema: 1000,
                parentSchema: schema11.properties.orbs.properties.own,
                data: data19,
              };
              if (vErrors === null) {
                vErrors = [err31];
              } else {
                vErrors.push(err31);
              }
              errors++;
            }
            const len3 = data19.length;
            for (let i3 = 0; i3 < len3; i3++) {
              let data20 = data19[i3];
              if (typeof data20 === "string") {
                if (!pattern3.test(data20)) {
                  const err32 = {
                    instancePath: instancePath + "/orbs/own/" + i3,
                    schemaPath: "#/properties/orbs/properties/own/items/pattern",
                    keyword: "pattern",
                    params: { pattern: "^.{1,200}$" },
                    schema: "^.{1,200}$",
                    parentSchema: schema11.properties.orbs.properties.own.items,
                    data: data20,
                  };
                  if (vErrors === null) {
                    vErrors = [err32];
                  } else {
                    vErrors.push(err32);
                  }
                  errors++;
                }
              } else {
                const err33 = {
                  instancePath: instancePath + "/orbs/own/" + i3,
                  schemaPath: "#/properties/orbs/properties/own/items/type",
                  keyword: "type",
                  params: { type: "string" },
                  schema: schema11.properties.orbs.properties.own.items.type,
                  parentSchema: schema11.properties.orbs.properties.own.items,
                  data: data20,
                };
                if (vErrors === null) {
                  vErrors = [err33];
                } else {
                  vErrors.push(err33);
                }
                errors++;
              }
            }
          } else {
            const err34 = {
              instancePath: instancePath + "/orbs/own",
              schemaPath: "#/properties/orbs/properties/own/type",
              keyword: "type",
              params: { type: "array" },
              schema: schema11.properties.orbs.properties.own.type,
              parentSchema: schema11.properties.orbs.properties.own,
              data: data19,
            };
            if (vErrors === null) {
              vErrors = [err34];
            } else {
              vErrors.push(err34);
            }
            errors++;
          }
        }
      } else {
        const err35 = {
          instancePath: instancePath + "/orbs",
          schemaPath: "#/properties/orbs/type",
          keyword: "type",
          params: { type: "object" },
          schema: schema11.properties.orbs.type,
          parentSchema: schema11.properties.orbs,
          data: data16,
        };
        if (vErrors === null) {
          vErrors = [err35];
        } else {
          vErrors.push(err35);
        }
        errors++;
      }
    }
    if (data.limits !== undefined) {
      let data21 = data.limits;
      if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
        for (const key5 in data21) {
          if (!(key5 === "fileBytes")) {
            const err36 = {
              instancePath: instancePath + "/limits",
              schemaPath: "#/properties/limits/additionalProperties",
              keyword: "additionalProperties",
              params: { additionalProperty: key5 },
              schema: false,
              parentSchema: schema11.properties.limits,
              data: data21,
            };
            if (vErrors === null) {
              vErrors = [err36];
            } else {
              vErrors.push(err36);
            }
            errors++;
          }
        }
        if (data21.fileBytes !== undefined) {
          let data22 = data21.fileBytes;
          if (!(typeof data22 == "number" && !(data22 % 1) && !isNaN(data22) && isFinite(data22))) {
            const err37 = {
              instancePath: instancePath + "/limits/fileBytes",
              schemaPath: "#/properties/limits/properties/fileBytes/type",
              keyword: "type",
              params: { type: "integer" },
              schema: schema11.properties.limits.properties.fileBytes.type,
              parentSchema: schema11.properties.limits.properties.fileBytes,
              data: data22,
            };
            if (vErrors === null) {
              vErrors = [err37];
            } else {
              vErrors.push(err37);
            }
            errors++;
          }
          if (typeof data22 == "number" && isFinite(data22)) {
            if (data22 > 16777216 || isNaN(data22)) {
              const err38 = {
                instancePath: instancePath + "/limits/fileBytes",
                schemaPath: "#/properties/limits/properties/fileBytes/maximum",
                keyword: "maximum",
                params: { comparison: "<=", limit: 16777216 },
                schema: 16777216,
                parentSchema: schema11.properties.limits.properties.fileBytes,
                data: data22,
              };
              if (vErrors === null) {
                vErrors = [err38];
              } else {
                vErrors.push(err38);
              }
              errors++;
            }
            if (data22 < 1024 || isNaN(data22)) {
              const err39 = {
                instancePath: instancePath + "/limits/fileBytes",
                schemaPath: "#/properties/limits/properties/fileBytes/minimum",
                keyword: "minimum",
                params: { comparison: ">=", limit: 1024 },
                schema: 1024,
                parentSchema: schema11.properties.limits.properties.fileBytes,
                data: data22,
              };
              if (vErrors === null) {
                vErrors = [err39];
              } else {
                vErrors.push(err39);
              }
              errors++;
            }
          }
        }
      } else {
        const err40 = {
          instancePath: instancePath + "/limits",
          schemaPath: "#/properties/limits/type",
          keyword: "type",
          params: { type: "object" },
          schema: schema11.properties.limits.type,
          parentSchema: schema11.properties.limits,
          data: data21,
        };
        if (vErrors === null) {
          vErrors = [err40];
        } else {
          vErrors.push(err40);
        }
        errors++;
      }
    }
    if (data.exclude !== undefined) {
      let data23 = data.exclude;
      if (Array.isArray(data23)) {
        if (data23.length > 1000) {
          const err41 = {
            instancePath: instancePath + "/exclude",
            schemaPath: "#/properties/exclude/maxItems",
            keyword: "maxItems",
            params: { limit: 1000 },
            schema: 1000,
            parentSchema: schema11.properties.exclude,
            data: data23,
          };
          if (vErrors === null) {
            vErrors = [err41];
          } else {
            vErrors.push(err41);
          }
          errors++;
        }
        const len4 = data23.length;
        for (let i4 = 0; i4 < len4; i4++) {
          let data24 = data23[i4];
          if (typeof data24 === "string") {
            if (!pattern3.test(data24)) {
              const err42 = {
                instancePath: instancePath + "/exclude/" + i4,
                schemaPath: "#/properties/exclude/items/pattern",
                keyword: "pattern",
                params: { pattern: "^.{1,200}$" },
                schema: "^.{1,200}$",
                parentSchema: schema11.properties.exclude.items,
                data: data24,
              };
              if (vErrors === null) {
                vErrors = [err42];
              } else {
                vErrors.push(err42);
              }
              errors++;
            }
          } else {
            const err43 = {
              instancePath: instancePath + "/exclude/" + i4,
              schemaPath: "#/properties/exclude/items/type",
              keyword: "type",
              params: { type: "string" },
              schema: schema11.properties.exclude.items.type,
              parentSchema: schema11.properties.exclude.items,
              data: data24,
            };
            if (vErrors === null) {
              vErrors = [err43];
            } else {
              vErrors.push(err43);
            }
            errors++;
          }
        }
      } else {
        const err44 = {
          instancePath: instancePath + "/exclude",
          schemaPath: "#/properties/exclude/type",
          keyword: "type",
          params: { type: "array" },
          schema: schema11.properties.exclude.type,
          parentSchema: schema11.properties.exclude,
          data: data23,
        };
        if (vErrors === null) {
          vErrors = [err44];
        } else {
          vErrors.push(err44);
        }
        errors++;
      }
    }
    if (data.secretNames !== undefined) {
      let data25 = data.secretNames;
      if (data25 && typeof data25 == "object" && !Array.isArray(data25)) {
        for (const key6 in data25) {
          if (!(key6 === "add" || key6 === "remove")) {
            const err45 = {
              instancePath: instancePath + "/secretNames",
              schemaPath: "#/properties/secretNames/additionalProperties",
              keyword: "additionalProperties",
              params: { additionalProperty: key6 },
              schema: false,
              parentSchema: schema11.properties.secretNames,
              data: data25,
            };
            if (vErrors === null) {
              vErrors = [err45];
            } else {
              vErrors.push(err45);
            }
            errors++;
          }
        }
        if (data25.add !== undefined) {
          let data26 = data25.add;
          if (Array.isArray(data26)) {
            if (data26.length > 1000) {
              const err46 = {
                instancePath: instancePath + "/secretNames/add",
                schemaPath: "#/properties/secretNames/properties/add/maxItems",
                keyword: "maxItems",
                params: { limit: 1000 },
                schema: 1000,
                parentSchema: schema11.properties.secretNames.properties.add,
                data: data26,
              };
              if (vErrors === null) {
                vErrors = [err46];
              } else {
                vErrors.push(err46);
              }
              errors++;
            }
            const len5 = data26.length;
            for (let i5 = 0; i5 < len5; i5++) {
              let data27 = data26[i5];
              if (typeof data27 === "string") {
                if (!pattern3.test(data27)) {
                  const err47 = {
                    instancePath: instancePath + "/secretNames/add/" + i5,
                    schemaPath: "#/properties/secretNames/properties/add/items/pattern",
                    keyword: "pattern",
                    params: { pattern: "^.{1,200}$" },
                    schema: "^.{1,200}$",
                    parentSchema: schema11.properties.secretNames.properties.add.items,
                    data: data27,
                  };
                  if (vErrors === null) {
                    vErrors = [err47];
                  } else {
                    vErrors.push(err47);
                  }
                  errors++;
                }
              } else {
                const err48 = {
                  instancePath: instancePath + "/secretNames/add/" + i5,
                  schemaPath: "#/properties/secretNames/properties/add/items/type",
                  keyword: "type",
                  params: { type: "string" },
                  schema: schema11.properties.secretNames.properties.add.items.type,
                  parentSchema: schema11.properties.secretNames.properties.add.items,
                  data: data27,
                };
                if (vErrors === null) {
                  vErrors = [err48];
                } else {
                  vErrors.push(err48);
                }
                errors++;
              }
            }
          } else {
            const err49 = {
              instancePath: instancePath + "/secretNames/add",
              schemaPath: "#/properties/secretNames/properties/add/type",
              keyword: "type",
              params: { type: "array" },
              schema: schema11.properties.secretNames.properties.add.type,
              parentSchema: schema11.properties.secretNames.properties.add,
              data: data26,
            };
            if (vErrors === null) {
              vErrors = [err49];
            } else {
              vErrors.push(err49);
            }
            errors++;
          }
        }
        if (data25.remove !== undefined) {
          let data28 = data25.remove;
          if (Array.isArray(data28)) {
            if (data28.length > 1000) {
              const err50 = {
                instancePath: instancePath + "/secretNames/remove",
                schemaPath: "#/properties/secretNames/properties/remove/maxItems",
                keyword: "maxItems",
                params: { limit: 1000 },
                schema: 1000,
                parentSchema: schema11.properties.secretNames.properties.remove,
                data: data28,
              };
              if (vErrors === null) {
                vErrors = [err50];
              } else {
                vErrors.push(err50);
              }
              errors++;
            }
            const len6 = data28.length;
            for (let i6 = 0; i6 < len6; i6++) {
              let data29 = data28[i6];
              if (typeof data29 === "string") {
                if (!pattern3.test(data29)) {
                  const err51 = {
                    instancePath: instancePath + "/secretNames/remove/" + i6,
                    schemaPath: "#/properties/secretNames/properties/remove/items/pattern",
                    keyword: "pattern",
                    params: { pattern: "^.{1,200}$" },
                    schema: "^.{1,200}$",
                    parentSchema: schema11.properties.secretNames.properties.remove.items,
                    data: data29,
                  };
                  if (vErrors === null) {
                    vErrors = [err51];
                  } else {
                    vErrors.push(err51);
                  }
                  errors++;
                }
              } else {
                const err52 = {
                  instancePath: instancePath + "/secretNames/remove/" + i6,
                  schemaPath: "#/properties/secretNames/properties/remove/items/type",
                  keyword: "type",
                  params: { type: "string" },
                  schema: schema11.properties.secretNames.properties.remove.items.type,
                  parentSchema: schema11.properties.secretNames.properties.remove.items,
                  data: data29,
                };
                if (vErrors === null) {
                  vErrors = [err52];
                } else {
                  vErrors.push(err52);
                }
                errors++;
              }
            }
          } else {
            const err53 = {
              instancePath: instancePath + "/secretNames/remove",
              schemaPath: "#/properties/secretNames/properties/remove/type",
              keyword: "type",
              params: { type: "array" },
              schema: schema11.properties.secretNames.properties.remove.type,
              parentSchema: schema11.properties.secretNames.properties.remove,
              data: data28,
            };
            if (vErrors === null) {
              vErrors = [err53];
            } else {
              vErrors.push(err53);
            }
            errors++;
          }
        }
      } else {
        const err54 = {
          instancePath: instancePath + "/secretNames",
          schemaPath: "#/properties/secretNames/type",
          keyword: "type",
          params: { type: "object" },
          schema: schema11.properties.secretNames.type,
          parentSchema: schema11.properties.secretNames,
          data: data25,
        };
        if (vErrors === null) {
          vErrors = [err54];
        } else {
          vErrors.push(err54);
        }
        errors++;
      }
    }
  } else {
    const err55 = {
      instancePath,
      schemaPath: "#/type",
      keyword: "type",
      params: { type: "object" },
      schema: schema11.type,
      parentSchema: schema11,
      data,
    };
    if (vErrors === null) {
      vErrors = [err55];
    } else {
      vErrors.push(err55);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
