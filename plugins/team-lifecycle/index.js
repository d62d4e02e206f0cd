// Made by `teamwright pack build`: the team as the kernel takes it.
export const team = {
  "name": "lifecycle",
  "version": "0.0.0",
  "summary": "Takes a wish through specification, plan, code, tests and review.",
  "session_prefix": "TLS",
  "roles": {
    "analyst": {
      "name": "analyst",
      "summary": "Finds out what is wanted, what is there already, and how big the work is.",
      "prefixes": [
        "RESEARCH"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [
        "D1"
      ],
      "tools": [
        "read files",
        "search files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Read the requirement twice: once for what it says, once for what it takes for granted. If there is a code base, find its language, its layout, how it is built and tested, and the parts that the wish touches.",
        "work": "1. Name who has the problem, what they do today, and what would be different afterwards.\n2. List what is in and what is out. Where the requirement leaves a choice open, write the choice down with the answer you would take and why; a choice that changes everything is a question to the coordinator.\n3. Say what exists: modules, interfaces and data that the work must respect, with paths. In an empty repository say so.\n4. List constraints: platforms, versions, laws, money, time. Mark each as stated or inferred.\n5. Size the work by `references/complexity.md` and give your reason.\n6. Report a signal for every field that needs a specialist: `security`, `data`, `ml`, `performance`, `devops`. Only with evidence in the requirement or the code.\n\nWrite the artifact: problem, people, scope, what exists, constraints, open choices, size.",
        "validate": "Every path exists. Every statement has a source: the requirement, a file, or \"inferred\". The critique of round D1 follows `references/discuss.md`. Return as data: `complexity` (low, medium or high), `scope`, `constraints`, `open_choices`."
      }
    },
    "architect": {
      "name": "architect",
      "summary": "Settles interfaces and boundaries before large work is split.",
      "prefixes": [
        "ARCH"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Read the plan, the architecture document if there is one, and the code at the places where modules meet.",
        "work": "1. For each boundary between modules: its name, its signature or format, who owns it, what happens when it fails.\n2. Data that more than one module touches: one owner, one shape, one place where it changes.\n3. Decide what everybody would otherwise decide alone: errors, logging, configuration, names, versions.\n4. Give each decision one alternative and the reason it lost.\n5. Say which boundary must exist first, so that others can build against it.\n\nWrite the artifact: boundaries, shared data, decisions, order of the foundations.",
        "validate": "Nobody who reads it needs to ask you what to call or return. Nothing contradicts the requirements; where the plan must change, say so in a message. Report decisions as decisions."
      }
    },
    "data-engineer": {
      "name": "data-engineer",
      "summary": "Settles how data is kept, moved and migrated.",
      "prefixes": [
        "DATA"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files",
        "edit files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Read the work that raised the signal, the present schema, and how much data there is. Find every reader and writer of what changes.",
        "work": "1. Give the shape: tables or documents, keys, what must be unique, what may be missing, what is indexed and for which query.\n2. Give the migration in steps that each leave the running version working: add, fill, switch, remove.\n3. Give the way back from each step, and the check that shows it is complete.\n4. Say what happens to a pipeline that stops half way, and to one that runs twice.\n5. Personal data: why it is kept, for how long, how it is deleted.\n\nWhere migrations belong to the repository, write them with their tests and commit them.",
        "validate": "The migration has run forth and back on a copy or on made-up data, or you say that it has not. Return as data `schema`, `steps` and `risks`."
      }
    },
    "devops-engineer": {
      "name": "devops-engineer",
      "summary": "Makes the work build, ship and run, and be seen when it does not.",
      "prefixes": [
        "DEVOPS"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files",
        "edit files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "medium",
      "phases": {
        "context": "Read the work that raised the signal, and how the project is built, checked, deployed and configured today. Use what is there.",
        "work": "1. Builds are the same twice: pinned versions, no network where none is needed.\n2. Checks run before anything ships, fastest first.\n3. Configuration comes from outside, secrets from where secrets live; a missing one is an error at start, with its name.\n4. Rolling out: in steps, with a health check and one command back.\n5. What is watched, at which value somebody is called, and what they do then.\n\nCommit with a checkpoint after each step that works.",
        "validate": "Every file you wrote was run or checked by its own tool, or you say which was not. Return as data `files`, `commands` and `open` (what needs rights that you do not have)."
      }
    },
    "executor": {
      "name": "executor",
      "summary": "Builds what is planned, in a working copy of its own, and proves it.",
      "prefixes": [
        "IMPL",
        "IMPL-fix"
      ],
      "inner_loop": "dynamic",
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files",
        "edit files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Read the plan and, where there are any, the design and the split. With an item, that item is your whole task; its neighbours belong to others. If a checkpoint was recovered, run the tests first and go on from there.\n\nFor an `IMPL-fix` task read the findings of the test or the review: each is answered by a change or by a reason.",
        "work": "1. First the test that fails. Commit it and leave a checkpoint.\n2. Then the change, step by step; commit and checkpoint after each step that leaves the project better than before.\n3. Keep to the files of your item. If that is impossible, say so in a message and fail the task with the reason: two workers in one file cost more than a new plan.\n4. Follow what the code around you does. A new dependency needs a decision in writing.\n5. Run the plan's proof commands. Mend what you broke; what was broken before goes into your wisdom as an issue.\n6. Report a signal when you meet what the plan did not see: `security` above all.",
        "validate": "The proof commands pass on your last commit and nothing is uncommitted. Report commits, files and what the tests printed at the end."
      }
    },
    "fe-developer": {
      "name": "fe-developer",
      "summary": "Builds the user interface that is planned.",
      "prefixes": [
        "DEV-FE"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files",
        "edit files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Read the plan and what the project has of design: tokens, components, text style. Where it has none, choose once, write it down as a convention, and keep to it. On a second round read the findings of the check first; answer each.",
        "work": "1. Build from the components that are there. A new one needs a reason.\n2. Every view has its loading, empty, error and full state.\n3. Meaning is in the markup: headings, labels, buttons that are buttons. Focus is visible and follows the eye.\n4. Colours and spaces come from tokens, texts from where the project keeps texts.\n5. Nothing in the interface trusts what the server sends to be harmless, or what the user types.\n6. Commit and checkpoint after each view that works. Leave a test for behaviour, not for looks.",
        "validate": "It builds without new warnings. You have gone through every changed view with the keyboard alone and at a width of 360 pixels. Report files, views, commits, and how to see them."
      }
    },
    "fe-qa": {
      "name": "fe-qa",
      "summary": "Checks a user interface on five sides and says what must be mended.",
      "prefixes": [
        "QA-FE"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "medium",
      "phases": {
        "context": "Read the plan, the changed files and how to see them. On a second round begin with your earlier findings.",
        "work": "Score by `references/frontend-check.md`, 20 points each:\n\n- **code**: types, state, effects, dead paths.\n- **access**: keyboard, names, contrast, focus, motion.\n- **design**: tokens and components of the project, spacing, states.\n- **use**: can a person do what the plan says, recover from a mistake, and know what happened.\n- **delivery**: size, requests, errors in the console, other browsers.\n\nLook at it running where you can; where you cannot, say so and judge the code only.",
        "validate": "Each lost point has a finding with file, what is seen and what would be right. A finding is critical when a person cannot finish the task, loses data, or is shut out. Return the score, and as data `critical` (how many) and `findings`. 80 points and no critical finding let it pass; otherwise it goes back once."
      }
    },
    "ml-engineer": {
      "name": "ml-engineer",
      "summary": "Settles model, data and evaluation of a learned part.",
      "prefixes": [
        "ML"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files",
        "edit files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Read the work that raised the signal. Find what data there is, whose it is, and what a wrong answer costs.",
        "work": "1. Begin with the plainest thing that could do: a rule, a look-up, an existing model. It is the figure to beat.\n2. Fix the evaluation before the model: data that training never sees, a measure that a user would feel, a threshold below which it does not ship.\n3. Describe features or prompts, training or choice of model, and the seed and versions that make it repeatable.\n4. Say what happens on input unlike anything seen, and when the service is away.\n5. Estimate cost and delay per call, and how drift will be noticed.\n\nWhere code belongs to the task, commit it with a checkpoint after each step.",
        "validate": "The evaluation runs with one command and prints the same figures again. Return as data `baseline`, `evaluation` and `risks`."
      }
    },
    "orchestrator": {
      "name": "orchestrator",
      "summary": "Splits large work into tasks and says which waits for which.",
      "prefixes": [
        "ORCH"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Read the plan and the design. List the files that each module touches.",
        "work": "1. One task is what one worker does in one sitting with one proof. Split what is larger, join what is trivial.\n2. Let a task wait for another only if it uses what the other makes, or if both change one file. Every needless wait makes the whole slower.\n3. Foundations first: shared types, formats, stubs that let others begin.\n4. Three workers build at once. A chain longer than four means the split follows layers instead of features; look again.\n5. The last task joins the parts and proves the whole.\n\nWrite the artifact: the table of tasks and why each waits, as `references/split-format.md` shows.",
        "validate": "No task waits for itself, even over others. No two tasks that may run at once touch one file. Every module of the plan is covered. Return as data `tasks`: items with `id`, `title`, `files` and `after`, the list of ids it waits for."
      }
    },
    "performance-optimizer": {
      "name": "performance-optimizer",
      "summary": "Measures where time and memory go, and says what would help.",
      "prefixes": [
        "PERF"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "medium",
      "phases": {
        "context": "Read the work that raised the signal and every stated figure: how much, how fast, how often. Without one, propose a target and call it yours.",
        "work": "1. Build the smallest run that shows the load in question, and note machine, versions and command.\n2. Measure at least five times; give median and spread.\n3. Find what takes the most: calls to other services, queries in a loop, work done twice, memory that grows.\n4. For each: its share of the whole, the change, what it should gain, what it costs in clarity.\n5. Say what must not be made faster, because nobody waits for it.",
        "validate": "Every figure can be had again with the command beside it. Return as data `measurements` and `proposals`, best gain for the least change first."
      }
    },
    "planner": {
      "name": "planner",
      "summary": "Turns a specification or a wish into steps, sizes them, and says how they are proved.",
      "prefixes": [
        "PLAN",
        "PLAN-fix"
      ],
      "inner_loop": true,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Read the specification if there is one; without one the requirement is all you have, and what is missing in it becomes an assumption that you write down. Read the code that will be touched, and the tests it has. For a `PLAN-fix` task read the supervisor's findings and the person's words first.",
        "work": "1. Look from several sides before you choose: structure, data, interfaces, tests, what could break.\n2. Cut the work into modules whose files do not meet. For each: an id, a title, what is done, its files, the test that fails before and passes after.\n3. Give the commands that prove the whole, and the way back.\n4. Size it by `references/complexity.md`:\n   - **low**: one worker does all of it, one after another.\n   - **medium**: the modules are built side by side. Two modules that touch one file are one module.\n   - **high**: an architect and an orchestrator follow you. Name modules and what they share; they settle the rest.\n5. Report signals for what needs a specialist, with evidence.\n\nWrite the artifact: goal, modules, order, tests, proof commands, risks, assumptions, way back.",
        "validate": "Each named file exists or is marked new. Every requirement of the specification is in a module, or its absence has a reason. Return as data: `complexity` and `modules`, a list of items with `id`, `title` and `files`."
      }
    },
    "reviewer": {
      "name": "reviewer",
      "summary": "Judges specifications and changes by rule, and improves one dimension when asked.",
      "prefixes": [
        "REVIEW",
        "QUALITY",
        "IMPROVE",
        "IMPROVE-completeness",
        "IMPROVE-consistency",
        "IMPROVE-traceability",
        "IMPROVE-depth"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [
        "D6"
      ],
      "tools": [
        "read files",
        "search files",
        "edit files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "The prefix of your task says what you do. Read what you judge whole. On a later round read your earlier findings first: they are what must have changed.",
        "work": "**QUALITY**: score the specification by `references/quality-gate.md`: completeness, consistency, traceability and depth, 25 points each. Then let all five perspectives of round D6 criticise your judgement, as `references/discuss.md` says.\n\n**REVIEW**: judge the change by `references/code-review.md`: correctness, security, structure, and whether every requirement is met. Read the diff from the commit it began at; run the tests yourself. A critical finding rejects; a high one leaves concerns.\n\n**IMPROVE**: raise one dimension, the one your prefix or title names. Take its findings from the last judgement, change the documents where they lie, and list what you changed. Do not judge; the next QUALITY does.\n\nEach finding names a place, what is wrong, how bad it is, and what would answer it. Do not ask for taste.",
        "validate": "Every lost point has a finding. Every finding has a place. QUALITY: 80 and more approved, 60 to 79 concerns, below rejected; return the four scores as `dimensions`. REVIEW: verdict, and `findings` as data."
      }
    },
    "security-expert": {
      "name": "security-expert",
      "summary": "Looks for ways to misuse what is planned or built.",
      "prefixes": [
        "SECURITY"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Read the work that raised the signal. Establish what is worth protecting, who could want it, and where trust changes hands.",
        "work": "1. Follow every input from where it enters to where it is used: queries, commands, paths, markup, deserialising, redirects.\n2. Check who may do what, on the server, for every changed operation; then whether one user reaches another's data by changing an id.\n3. Secrets: in code, in logs, in errors, in what is committed.\n4. Dependencies: known holes in the versions in use.\n5. For each finding: the attack in steps, what it gains, how bad, the smallest change that ends it.\n\nA danger that exists only in theory is listed last and called so.",
        "validate": "Critical and high findings are reproduced or traced line by line. Return as data `findings` (severity, place, attack, change) and `critical` (how many)."
      }
    },
    "supervisor": {
      "name": "supervisor",
      "summary": "Stays through the session and looks at checkpoints whether the parts still fit together.",
      "prefixes": [
        "CHECKPOINT"
      ],
      "inner_loop": false,
      "resident": true,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker",
        "pattern_warning",
        "consistency_alert"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Read your earlier reports, then everything new since: artifacts, decisions, discussions, warnings of the session. After a restart your reports are your memory; rebuild from them.",
        "work": "Score each check of `references/supervision.md` with 1 (holds), 0.5 (in part) or 0 (does not), leave out what does not apply yet, and take the mean:\n\n1. What was wanted is still what is being made.\n2. Terms, ids and numbers mean the same in every document.\n3. Every decision is kept, or openly replaced.\n4. Nothing needed for the next step is missing.\n5. Risks named earlier are dealt with, or still named.\n6. No pattern of trouble: the same finding twice, work that grows, critiques that are waved through.\n\nWrite down for each check what you compared and where. A pattern you see for the second time goes into wisdom.",
        "validate": "Report the mean times 100 as score. From 80 it passes. From 50 to 79 it passes with your warnings, which you also leave as wisdom of the kind issue. Below 50 the way is blocked until a person overrides it, has it revised, or gives it up: say in the summary, in two sentences, what they have to decide."
      }
    },
    "tester": {
      "name": "tester",
      "summary": "Runs and extends the tests of what was built, and says how much of it holds.",
      "prefixes": [
        "TEST"
      ],
      "inner_loop": false,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [],
      "tools": [
        "read files",
        "search files",
        "edit files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "medium",
      "phases": {
        "context": "Read the plan's proof commands and the changed files. Find the tests that exist, and the ones the change should have brought. On a second test read your own earlier findings first.",
        "work": "1. Run what is nearest to the change, then everything.\n2. For each requirement or module: the ordinary case, the edge, the refusal. Add a test for what has none, and commit it.\n3. Run a failing test again alone. One that fails sometimes is a finding of its own.\n4. Tell failures of this change from those that were there before: run them on the commit the change began from.\n5. For each failure give the command, what was expected, what came, and the file you suspect.",
        "validate": "`pass_rate` is passed divided by run, between 0 and 1, over the tests that concern this change; none run is 0. Below 0.95 the work goes back, and so it does when you reject it: a failure that loses or leaks data is rejected whatever the rate. Return as data: `pass_rate`, `run`, `failed`, `findings`."
      }
    },
    "writer": {
      "name": "writer",
      "summary": "Writes the four documents of a specification, each on the one before.",
      "prefixes": [
        "DRAFT",
        "DRAFT-fix"
      ],
      "inner_loop": true,
      "resident": false,
      "creates_tasks": false,
      "message_types": [
        "state_update",
        "blocker"
      ],
      "discuss_rounds": [
        "D2",
        "D3",
        "D4",
        "D5"
      ],
      "tools": [
        "read files",
        "search files",
        "edit files",
        "run commands"
      ],
      "artifact": "md",
      "effort": "high",
      "phases": {
        "context": "Your task's title says which document it is. Read all documents before it and, if there was a discussion, its actions. Begin with the empty document, which comes filled with what the session knows: `templates/brief`, `templates/requirements`, `templates/architecture` or `templates/epics`.\n\nFor a `DRAFT-fix` task read the review or the person's words first. Each finding is answered by a change or by a reason in writing. Change the documents it concerns where they lie, keep their names, and let your own artifact list what changed in which of them.",
        "work": "1. Fill every section or say why it does not apply. An empty heading is a defect.\n2. **Brief**: the problem, for whom, what success is, measured. No solution.\n3. **Requirements**: each with an id that later documents cite, a priority, and a way to check it. What the system must not do belongs here too.\n4. **Architecture**: parts, what each promises, data, the decisions with the alternative that lost, failure and recovery. Every part answers a requirement.\n5. **Epics**: stories small enough for one worker, each with acceptance checks, the requirement it serves and what it waits for.\n6. Carry terms over from document to document. One thing has one name.\n7. What you decide for the person, report as a decision.",
        "validate": "No requirement without a check, no part without a requirement, no requirement without a story. Links and ids resolve. Then the critique: your task names its round, `references/discuss.md` names the perspectives. Change what they are right about before you complete."
      }
    }
  },
  "pipelines": {
    "spec-only": {
      "summary": "Research and four documents, each discussed, then a quality gate.",
      "input": [],
      "nodes": {
        "research": {
          "role": "analyst",
          "title": "Find out what is wanted and what is there",
          "needs": [],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [
            "complexity"
          ],
          "discuss": "D1",
          "approval": false
        },
        "brief": {
          "role": "writer",
          "title": "Write the product brief",
          "needs": [
            "research"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "discuss": "D2",
          "approval": false
        },
        "requirements": {
          "role": "writer",
          "title": "Write the requirements",
          "needs": [
            "brief"
          ],
          "context": [
            "research"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "discuss": "D3",
          "approval": false
        },
        "supervise_requirements": {
          "role": "supervisor",
          "title": "Look at brief and requirements together",
          "needs": [
            "requirements"
          ],
          "context": [
            "research",
            "brief"
          ],
          "in_turn": false,
          "when": {
            "fact": "input.supervision",
            "eq": true
          },
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "writer",
              "prefix": "DRAFT-fix",
              "title": "Answer the supervisor"
            },
            "max_rounds": 0,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 50
            }
          },
          "approval": false
        },
        "architecture": {
          "role": "writer",
          "title": "Write the architecture",
          "needs": [
            "supervise_requirements"
          ],
          "context": [
            "research",
            "brief",
            "requirements"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "discuss": "D4",
          "approval": false
        },
        "epics": {
          "role": "writer",
          "title": "Write epics and stories",
          "needs": [
            "architecture"
          ],
          "context": [
            "brief",
            "requirements"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "discuss": "D5",
          "approval": false
        },
        "supervise_spec": {
          "role": "supervisor",
          "title": "Look at the four documents together",
          "needs": [
            "epics"
          ],
          "context": [
            "brief",
            "requirements",
            "architecture"
          ],
          "in_turn": false,
          "when": {
            "fact": "input.supervision",
            "eq": true
          },
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "writer",
              "prefix": "DRAFT-fix",
              "title": "Answer the supervisor"
            },
            "max_rounds": 0,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 50
            }
          },
          "approval": false
        },
        "quality": {
          "role": "reviewer",
          "prefix": "QUALITY",
          "title": "Judge the specification",
          "needs": [
            "epics",
            "architecture",
            "requirements",
            "brief",
            "supervise_spec"
          ],
          "context": [
            "research"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "writer",
              "prefix": "DRAFT-fix",
              "title": "Revise the specification"
            },
            "max_rounds": 2,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 60
            }
          },
          "discuss": "D6",
          "approval": false
        }
      }
    },
    "impl-only": {
      "summary": "A specification is there; plan, build, test and review.",
      "input": [],
      "nodes": {
        "plan": {
          "role": "planner",
          "title": "Plan the work",
          "needs": [],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [
            "complexity",
            "modules"
          ],
          "approval": false
        },
        "supervise_plan": {
          "role": "supervisor",
          "title": "Look at the plan beside what was wanted",
          "needs": [
            "plan"
          ],
          "context": [],
          "in_turn": false,
          "when": {
            "fact": "input.supervision",
            "eq": true
          },
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "planner",
              "prefix": "PLAN-fix",
              "title": "Answer the supervisor"
            },
            "max_rounds": 0,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 50
            }
          },
          "approval": false
        },
        "arch": {
          "role": "architect",
          "title": "Settle the design before the work is split",
          "needs": [
            "supervise_plan"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "when": {
            "fact": "plan.complexity",
            "eq": "high"
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "orch": {
          "role": "orchestrator",
          "title": "Split the work and say what waits for what",
          "needs": [
            "arch"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "when": {
            "fact": "plan.complexity",
            "eq": "high"
          },
          "priority": 1,
          "output": [
            "tasks"
          ],
          "approval": false
        },
        "build": {
          "role": "executor",
          "title": "Build what is planned",
          "needs": [
            "supervise_plan"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "when": {
            "not": {
              "any": [
                {
                  "fact": "plan.complexity",
                  "eq": "high"
                },
                {
                  "all": [
                    {
                      "fact": "plan.complexity",
                      "eq": "medium"
                    },
                    {
                      "fact": "plan.modules.length",
                      "gte": 2
                    }
                  ]
                }
              ]
            }
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "build_modules": {
          "role": "executor",
          "title": "Build {item.id}: {item.title}",
          "needs": [
            "supervise_plan"
          ],
          "context": [
            "plan"
          ],
          "for_each": "plan.modules",
          "in_turn": false,
          "max_parallel": 3,
          "when": {
            "all": [
              {
                "fact": "plan.complexity",
                "eq": "medium"
              },
              {
                "fact": "plan.modules.length",
                "gte": 2
              }
            ]
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "build_tasks": {
          "role": "executor",
          "title": "Build {item.id}: {item.title}",
          "needs": [
            "orch"
          ],
          "context": [
            "plan",
            "arch"
          ],
          "for_each": "orch.tasks",
          "item_needs": "after",
          "in_turn": false,
          "max_parallel": 3,
          "when": {
            "fact": "plan.complexity",
            "eq": "high"
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "test": {
          "role": "tester",
          "title": "Test what was built",
          "needs": [
            "build",
            "build_modules",
            "build_tasks"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [
            "pass_rate"
          ],
          "gate": {
            "revise": {
              "role": "executor",
              "prefix": "IMPL-fix",
              "title": "Mend what the tests found"
            },
            "max_rounds": 2,
            "again": "own",
            "when_exhausted": "escalate",
            "until": {
              "fact": "data.pass_rate",
              "gte": 0.95
            }
          },
          "approval": false
        },
        "review": {
          "role": "reviewer",
          "prefix": "REVIEW",
          "title": "Review the change",
          "needs": [
            "build",
            "build_modules",
            "build_tasks"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "executor",
              "prefix": "IMPL-fix",
              "title": "Answer the review"
            },
            "max_rounds": 2,
            "again": "own",
            "when_exhausted": "escalate"
          },
          "approval": false
        }
      }
    },
    "fe-only": {
      "summary": "A change of the user interface alone.",
      "input": [],
      "nodes": {
        "plan": {
          "role": "planner",
          "title": "Plan the user interface",
          "needs": [],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [
            "complexity",
            "modules"
          ],
          "approval": false
        },
        "supervise_plan": {
          "role": "supervisor",
          "title": "Look at the plan beside what was wanted",
          "needs": [
            "plan"
          ],
          "context": [],
          "in_turn": false,
          "when": {
            "fact": "input.supervision",
            "eq": true
          },
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "planner",
              "prefix": "PLAN-fix",
              "title": "Answer the supervisor"
            },
            "max_rounds": 0,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 50
            }
          },
          "approval": false
        },
        "arch": {
          "role": "architect",
          "title": "Settle the design before the work is split",
          "needs": [
            "supervise_plan"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "when": {
            "fact": "plan.complexity",
            "eq": "high"
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "develop": {
          "role": "fe-developer",
          "title": "Build the user interface",
          "needs": [
            "arch"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "approval": false
        },
        "check": {
          "role": "fe-qa",
          "title": "Check the user interface",
          "needs": [
            "develop"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [
            "critical"
          ],
          "gate": {
            "revise": {
              "role": "fe-developer",
              "prefix": "DEV-FE",
              "title": "Mend the user interface"
            },
            "max_rounds": 1,
            "again": "own",
            "when_exhausted": "escalate",
            "until": {
              "all": [
                {
                  "fact": "score",
                  "gte": 80
                },
                {
                  "fact": "data.critical",
                  "eq": 0
                }
              ]
            }
          },
          "approval": false
        }
      }
    },
    "fullstack": {
      "summary": "A specification is there; both sides are built at once and reviewed together.",
      "input": [],
      "nodes": {
        "plan": {
          "role": "planner",
          "title": "Plan both sides",
          "needs": [],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [
            "complexity",
            "modules"
          ],
          "approval": false
        },
        "supervise_plan": {
          "role": "supervisor",
          "title": "Look at the plan beside what was wanted",
          "needs": [
            "plan"
          ],
          "context": [],
          "in_turn": false,
          "when": {
            "fact": "input.supervision",
            "eq": true
          },
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "planner",
              "prefix": "PLAN-fix",
              "title": "Answer the supervisor"
            },
            "max_rounds": 0,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 50
            }
          },
          "approval": false
        },
        "arch": {
          "role": "architect",
          "title": "Settle the design before the work is split",
          "needs": [
            "supervise_plan"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "when": {
            "fact": "plan.complexity",
            "eq": "high"
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "orch": {
          "role": "orchestrator",
          "title": "Split the work and say what waits for what",
          "needs": [
            "arch"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "when": {
            "fact": "plan.complexity",
            "eq": "high"
          },
          "priority": 1,
          "output": [
            "tasks"
          ],
          "approval": false
        },
        "build": {
          "role": "executor",
          "title": "Build what is planned",
          "needs": [
            "supervise_plan"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "when": {
            "not": {
              "any": [
                {
                  "fact": "plan.complexity",
                  "eq": "high"
                },
                {
                  "all": [
                    {
                      "fact": "plan.complexity",
                      "eq": "medium"
                    },
                    {
                      "fact": "plan.modules.length",
                      "gte": 2
                    }
                  ]
                }
              ]
            }
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "build_modules": {
          "role": "executor",
          "title": "Build {item.id}: {item.title}",
          "needs": [
            "supervise_plan"
          ],
          "context": [
            "plan"
          ],
          "for_each": "plan.modules",
          "in_turn": false,
          "max_parallel": 3,
          "when": {
            "all": [
              {
                "fact": "plan.complexity",
                "eq": "medium"
              },
              {
                "fact": "plan.modules.length",
                "gte": 2
              }
            ]
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "build_tasks": {
          "role": "executor",
          "title": "Build {item.id}: {item.title}",
          "needs": [
            "orch"
          ],
          "context": [
            "plan",
            "arch"
          ],
          "for_each": "orch.tasks",
          "item_needs": "after",
          "in_turn": false,
          "max_parallel": 3,
          "when": {
            "fact": "plan.complexity",
            "eq": "high"
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "develop": {
          "role": "fe-developer",
          "title": "Build the user interface",
          "needs": [
            "arch"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "approval": false
        },
        "test": {
          "role": "tester",
          "title": "Test what was built",
          "needs": [
            "build",
            "build_modules",
            "build_tasks"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [
            "pass_rate"
          ],
          "gate": {
            "revise": {
              "role": "executor",
              "prefix": "IMPL-fix",
              "title": "Mend what the tests found"
            },
            "max_rounds": 2,
            "again": "own",
            "when_exhausted": "escalate",
            "until": {
              "fact": "data.pass_rate",
              "gte": 0.95
            }
          },
          "approval": false
        },
        "check": {
          "role": "fe-qa",
          "title": "Check the user interface",
          "needs": [
            "develop"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [
            "critical"
          ],
          "gate": {
            "revise": {
              "role": "fe-developer",
              "prefix": "DEV-FE",
              "title": "Mend the user interface"
            },
            "max_rounds": 1,
            "again": "own",
            "when_exhausted": "escalate",
            "until": {
              "all": [
                {
                  "fact": "score",
                  "gte": 80
                },
                {
                  "fact": "data.critical",
                  "eq": 0
                }
              ]
            }
          },
          "approval": false
        },
        "review": {
          "role": "reviewer",
          "prefix": "REVIEW",
          "title": "Review the change on both sides",
          "needs": [
            "build",
            "build_modules",
            "build_tasks",
            "develop",
            "test",
            "check"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "gate": {
            "revise": [
              {
                "role": "executor",
                "prefix": "IMPL-fix",
                "title": "Answer the review"
              },
              {
                "role": "fe-developer",
                "prefix": "DEV-FE",
                "title": "Answer the review in the user interface"
              }
            ],
            "max_rounds": 2,
            "again": "own",
            "when_exhausted": "escalate"
          },
          "approval": false
        }
      }
    },
    "full-lifecycle": {
      "summary": "From the wish to reviewed code, with a person's word in between.",
      "input": [],
      "nodes": {
        "research": {
          "role": "analyst",
          "title": "Find out what is wanted and what is there",
          "needs": [],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [
            "complexity"
          ],
          "discuss": "D1",
          "approval": false
        },
        "brief": {
          "role": "writer",
          "title": "Write the product brief",
          "needs": [
            "research"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "discuss": "D2",
          "approval": false
        },
        "requirements": {
          "role": "writer",
          "title": "Write the requirements",
          "needs": [
            "brief"
          ],
          "context": [
            "research"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "discuss": "D3",
          "approval": false
        },
        "supervise_requirements": {
          "role": "supervisor",
          "title": "Look at brief and requirements together",
          "needs": [
            "requirements"
          ],
          "context": [
            "research",
            "brief"
          ],
          "in_turn": false,
          "when": {
            "fact": "input.supervision",
            "eq": true
          },
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "writer",
              "prefix": "DRAFT-fix",
              "title": "Answer the supervisor"
            },
            "max_rounds": 0,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 50
            }
          },
          "approval": false
        },
        "architecture": {
          "role": "writer",
          "title": "Write the architecture",
          "needs": [
            "supervise_requirements"
          ],
          "context": [
            "research",
            "brief",
            "requirements"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "discuss": "D4",
          "approval": false
        },
        "epics": {
          "role": "writer",
          "title": "Write epics and stories",
          "needs": [
            "architecture"
          ],
          "context": [
            "brief",
            "requirements"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "discuss": "D5",
          "approval": false
        },
        "supervise_spec": {
          "role": "supervisor",
          "title": "Look at the four documents together",
          "needs": [
            "epics"
          ],
          "context": [
            "brief",
            "requirements",
            "architecture"
          ],
          "in_turn": false,
          "when": {
            "fact": "input.supervision",
            "eq": true
          },
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "writer",
              "prefix": "DRAFT-fix",
              "title": "Answer the supervisor"
            },
            "max_rounds": 0,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 50
            }
          },
          "approval": false
        },
        "quality": {
          "role": "reviewer",
          "prefix": "QUALITY",
          "title": "Judge the specification",
          "needs": [
            "epics",
            "architecture",
            "requirements",
            "brief",
            "supervise_spec"
          ],
          "context": [
            "research"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "writer",
              "prefix": "DRAFT-fix",
              "title": "Revise the specification"
            },
            "max_rounds": 2,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 60
            }
          },
          "discuss": "D6",
          "approval": false
        },
        "consent": {
          "title": "A person's word on the specification",
          "needs": [
            "quality"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "ask": {
            "question": "The specification is judged. Build it?",
            "options": [
              {
                "id": "go",
                "label": "Build it",
                "effect": "proceed"
              },
              {
                "id": "revise",
                "label": "Change the specification first; say what in a note",
                "effect": "proceed"
              },
              {
                "id": "stop",
                "label": "Stop here; the documents stay",
                "effect": "end"
              }
            ]
          },
          "approval": false
        },
        "rework": {
          "role": "writer",
          "prefix": "DRAFT-fix",
          "title": "Change the specification as the person said",
          "needs": [
            "consent"
          ],
          "context": [
            "brief",
            "requirements",
            "architecture",
            "epics",
            "quality"
          ],
          "in_turn": false,
          "when": {
            "fact": "consent.option",
            "eq": "revise"
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "requality": {
          "role": "reviewer",
          "prefix": "QUALITY",
          "title": "Judge the changed specification",
          "needs": [
            "epics",
            "architecture",
            "requirements",
            "brief",
            "rework"
          ],
          "context": [
            "quality"
          ],
          "in_turn": false,
          "when": {
            "fact": "consent.option",
            "eq": "revise"
          },
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "writer",
              "prefix": "DRAFT-fix",
              "title": "Change the specification as the person said"
            },
            "max_rounds": 2,
            "again": "all",
            "when_exhausted": "escalate",
            "ask": {
              "question": "The specification was changed and judged again. Build it?",
              "options": [
                {
                  "id": "proceed",
                  "label": "Build it",
                  "effect": "proceed"
                },
                {
                  "id": "revise",
                  "label": "Change it once more; say what in a note",
                  "effect": "revise"
                },
                {
                  "id": "stop",
                  "label": "Stop here; the documents stay",
                  "effect": "end"
                }
              ]
            }
          },
          "approval": false
        },
        "plan": {
          "role": "planner",
          "title": "Plan the work",
          "needs": [
            "requality"
          ],
          "context": [
            "brief",
            "requirements",
            "architecture",
            "epics",
            "quality"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [
            "complexity",
            "modules"
          ],
          "approval": false
        },
        "supervise_plan": {
          "role": "supervisor",
          "title": "Look at the plan beside what was wanted",
          "needs": [
            "plan"
          ],
          "context": [],
          "in_turn": false,
          "when": {
            "fact": "input.supervision",
            "eq": true
          },
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "planner",
              "prefix": "PLAN-fix",
              "title": "Answer the supervisor"
            },
            "max_rounds": 0,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 50
            }
          },
          "approval": false
        },
        "arch": {
          "role": "architect",
          "title": "Settle the design before the work is split",
          "needs": [
            "supervise_plan"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "when": {
            "fact": "plan.complexity",
            "eq": "high"
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "orch": {
          "role": "orchestrator",
          "title": "Split the work and say what waits for what",
          "needs": [
            "arch"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "when": {
            "fact": "plan.complexity",
            "eq": "high"
          },
          "priority": 1,
          "output": [
            "tasks"
          ],
          "approval": false
        },
        "build": {
          "role": "executor",
          "title": "Build what is planned",
          "needs": [
            "supervise_plan"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "when": {
            "not": {
              "any": [
                {
                  "fact": "plan.complexity",
                  "eq": "high"
                },
                {
                  "all": [
                    {
                      "fact": "plan.complexity",
                      "eq": "medium"
                    },
                    {
                      "fact": "plan.modules.length",
                      "gte": 2
                    }
                  ]
                }
              ]
            }
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "build_modules": {
          "role": "executor",
          "title": "Build {item.id}: {item.title}",
          "needs": [
            "supervise_plan"
          ],
          "context": [
            "plan"
          ],
          "for_each": "plan.modules",
          "in_turn": false,
          "max_parallel": 3,
          "when": {
            "all": [
              {
                "fact": "plan.complexity",
                "eq": "medium"
              },
              {
                "fact": "plan.modules.length",
                "gte": 2
              }
            ]
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "build_tasks": {
          "role": "executor",
          "title": "Build {item.id}: {item.title}",
          "needs": [
            "orch"
          ],
          "context": [
            "plan",
            "arch"
          ],
          "for_each": "orch.tasks",
          "item_needs": "after",
          "in_turn": false,
          "max_parallel": 3,
          "when": {
            "fact": "plan.complexity",
            "eq": "high"
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "test": {
          "role": "tester",
          "title": "Test what was built",
          "needs": [
            "build",
            "build_modules",
            "build_tasks"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [
            "pass_rate"
          ],
          "gate": {
            "revise": {
              "role": "executor",
              "prefix": "IMPL-fix",
              "title": "Mend what the tests found"
            },
            "max_rounds": 2,
            "again": "own",
            "when_exhausted": "escalate",
            "until": {
              "fact": "data.pass_rate",
              "gte": 0.95
            }
          },
          "approval": false
        },
        "review": {
          "role": "reviewer",
          "prefix": "REVIEW",
          "title": "Review the change",
          "needs": [
            "build",
            "build_modules",
            "build_tasks"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "executor",
              "prefix": "IMPL-fix",
              "title": "Answer the review"
            },
            "max_rounds": 2,
            "again": "own",
            "when_exhausted": "escalate"
          },
          "approval": false
        }
      }
    },
    "full-lifecycle-fe": {
      "summary": "From the wish to reviewed code on both sides, with a person's word in between.",
      "input": [],
      "nodes": {
        "research": {
          "role": "analyst",
          "title": "Find out what is wanted and what is there",
          "needs": [],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [
            "complexity"
          ],
          "discuss": "D1",
          "approval": false
        },
        "brief": {
          "role": "writer",
          "title": "Write the product brief",
          "needs": [
            "research"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "discuss": "D2",
          "approval": false
        },
        "requirements": {
          "role": "writer",
          "title": "Write the requirements",
          "needs": [
            "brief"
          ],
          "context": [
            "research"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "discuss": "D3",
          "approval": false
        },
        "supervise_requirements": {
          "role": "supervisor",
          "title": "Look at brief and requirements together",
          "needs": [
            "requirements"
          ],
          "context": [
            "research",
            "brief"
          ],
          "in_turn": false,
          "when": {
            "fact": "input.supervision",
            "eq": true
          },
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "writer",
              "prefix": "DRAFT-fix",
              "title": "Answer the supervisor"
            },
            "max_rounds": 0,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 50
            }
          },
          "approval": false
        },
        "architecture": {
          "role": "writer",
          "title": "Write the architecture",
          "needs": [
            "supervise_requirements"
          ],
          "context": [
            "research",
            "brief",
            "requirements"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "discuss": "D4",
          "approval": false
        },
        "epics": {
          "role": "writer",
          "title": "Write epics and stories",
          "needs": [
            "architecture"
          ],
          "context": [
            "brief",
            "requirements"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "discuss": "D5",
          "approval": false
        },
        "supervise_spec": {
          "role": "supervisor",
          "title": "Look at the four documents together",
          "needs": [
            "epics"
          ],
          "context": [
            "brief",
            "requirements",
            "architecture"
          ],
          "in_turn": false,
          "when": {
            "fact": "input.supervision",
            "eq": true
          },
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "writer",
              "prefix": "DRAFT-fix",
              "title": "Answer the supervisor"
            },
            "max_rounds": 0,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 50
            }
          },
          "approval": false
        },
        "quality": {
          "role": "reviewer",
          "prefix": "QUALITY",
          "title": "Judge the specification",
          "needs": [
            "epics",
            "architecture",
            "requirements",
            "brief",
            "supervise_spec"
          ],
          "context": [
            "research"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "writer",
              "prefix": "DRAFT-fix",
              "title": "Revise the specification"
            },
            "max_rounds": 2,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 60
            }
          },
          "discuss": "D6",
          "approval": false
        },
        "consent": {
          "title": "A person's word on the specification",
          "needs": [
            "quality"
          ],
          "context": [],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "ask": {
            "question": "The specification is judged. Build it?",
            "options": [
              {
                "id": "go",
                "label": "Build it",
                "effect": "proceed"
              },
              {
                "id": "revise",
                "label": "Change the specification first; say what in a note",
                "effect": "proceed"
              },
              {
                "id": "stop",
                "label": "Stop here; the documents stay",
                "effect": "end"
              }
            ]
          },
          "approval": false
        },
        "rework": {
          "role": "writer",
          "prefix": "DRAFT-fix",
          "title": "Change the specification as the person said",
          "needs": [
            "consent"
          ],
          "context": [
            "brief",
            "requirements",
            "architecture",
            "epics",
            "quality"
          ],
          "in_turn": false,
          "when": {
            "fact": "consent.option",
            "eq": "revise"
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "requality": {
          "role": "reviewer",
          "prefix": "QUALITY",
          "title": "Judge the changed specification",
          "needs": [
            "epics",
            "architecture",
            "requirements",
            "brief",
            "rework"
          ],
          "context": [
            "quality"
          ],
          "in_turn": false,
          "when": {
            "fact": "consent.option",
            "eq": "revise"
          },
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "writer",
              "prefix": "DRAFT-fix",
              "title": "Change the specification as the person said"
            },
            "max_rounds": 2,
            "again": "all",
            "when_exhausted": "escalate",
            "ask": {
              "question": "The specification was changed and judged again. Build it?",
              "options": [
                {
                  "id": "proceed",
                  "label": "Build it",
                  "effect": "proceed"
                },
                {
                  "id": "revise",
                  "label": "Change it once more; say what in a note",
                  "effect": "revise"
                },
                {
                  "id": "stop",
                  "label": "Stop here; the documents stay",
                  "effect": "end"
                }
              ]
            }
          },
          "approval": false
        },
        "plan": {
          "role": "planner",
          "title": "Plan the work",
          "needs": [
            "requality"
          ],
          "context": [
            "brief",
            "requirements",
            "architecture",
            "epics",
            "quality"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [
            "complexity",
            "modules"
          ],
          "approval": false
        },
        "supervise_plan": {
          "role": "supervisor",
          "title": "Look at the plan beside what was wanted",
          "needs": [
            "plan"
          ],
          "context": [],
          "in_turn": false,
          "when": {
            "fact": "input.supervision",
            "eq": true
          },
          "priority": 1,
          "output": [],
          "gate": {
            "revise": {
              "role": "planner",
              "prefix": "PLAN-fix",
              "title": "Answer the supervisor"
            },
            "max_rounds": 0,
            "again": "own",
            "when_exhausted": "escalate",
            "score": {
              "approved": 80,
              "concerns": 50
            }
          },
          "approval": false
        },
        "arch": {
          "role": "architect",
          "title": "Settle the design before the work is split",
          "needs": [
            "supervise_plan"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "when": {
            "fact": "plan.complexity",
            "eq": "high"
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "orch": {
          "role": "orchestrator",
          "title": "Split the work and say what waits for what",
          "needs": [
            "arch"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "when": {
            "fact": "plan.complexity",
            "eq": "high"
          },
          "priority": 1,
          "output": [
            "tasks"
          ],
          "approval": false
        },
        "build": {
          "role": "executor",
          "title": "Build what is planned",
          "needs": [
            "supervise_plan"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "when": {
            "not": {
              "any": [
                {
                  "fact": "plan.complexity",
                  "eq": "high"
                },
                {
                  "all": [
                    {
                      "fact": "plan.complexity",
                      "eq": "medium"
                    },
                    {
                      "fact": "plan.modules.length",
                      "gte": 2
                    }
                  ]
                }
              ]
            }
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "build_modules": {
          "role": "executor",
          "title": "Build {item.id}: {item.title}",
          "needs": [
            "supervise_plan"
          ],
          "context": [
            "plan"
          ],
          "for_each": "plan.modules",
          "in_turn": false,
          "max_parallel": 3,
          "when": {
            "all": [
              {
                "fact": "plan.complexity",
                "eq": "medium"
              },
              {
                "fact": "plan.modules.length",
                "gte": 2
              }
            ]
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "build_tasks": {
          "role": "executor",
          "title": "Build {item.id}: {item.title}",
          "needs": [
            "orch"
          ],
          "context": [
            "plan",
            "arch"
          ],
          "for_each": "orch.tasks",
          "item_needs": "after",
          "in_turn": false,
          "max_parallel": 3,
          "when": {
            "fact": "plan.complexity",
            "eq": "high"
          },
          "priority": 1,
          "output": [],
          "approval": false
        },
        "develop": {
          "role": "fe-developer",
          "title": "Build the user interface",
          "needs": [
            "arch"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "approval": false
        },
        "test": {
          "role": "tester",
          "title": "Test what was built",
          "needs": [
            "build",
            "build_modules",
            "build_tasks"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [
            "pass_rate"
          ],
          "gate": {
            "revise": {
              "role": "executor",
              "prefix": "IMPL-fix",
              "title": "Mend what the tests found"
            },
            "max_rounds": 2,
            "again": "own",
            "when_exhausted": "escalate",
            "until": {
              "fact": "data.pass_rate",
              "gte": 0.95
            }
          },
          "approval": false
        },
        "check": {
          "role": "fe-qa",
          "title": "Check the user interface",
          "needs": [
            "develop"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [
            "critical"
          ],
          "gate": {
            "revise": {
              "role": "fe-developer",
              "prefix": "DEV-FE",
              "title": "Mend the user interface"
            },
            "max_rounds": 1,
            "again": "own",
            "when_exhausted": "escalate",
            "until": {
              "all": [
                {
                  "fact": "score",
                  "gte": 80
                },
                {
                  "fact": "data.critical",
                  "eq": 0
                }
              ]
            }
          },
          "approval": false
        },
        "review": {
          "role": "reviewer",
          "prefix": "REVIEW",
          "title": "Review the change on both sides",
          "needs": [
            "build",
            "build_modules",
            "build_tasks",
            "develop",
            "test",
            "check"
          ],
          "context": [
            "plan"
          ],
          "in_turn": false,
          "priority": 1,
          "output": [],
          "gate": {
            "revise": [
              {
                "role": "executor",
                "prefix": "IMPL-fix",
                "title": "Answer the review"
              },
              {
                "role": "fe-developer",
                "prefix": "DEV-FE",
                "title": "Answer the review in the user interface"
              }
            ],
            "max_rounds": 2,
            "again": "own",
            "when_exhausted": "escalate"
          },
          "approval": false
        }
      }
    }
  },
  "inputs": {
    "issues": {
      "summary": "What was reported, for the analyst to read",
      "list": true
    },
    "spec": {
      "summary": "given: there is a specification; only: nothing else is wanted",
      "one_of": [
        "none",
        "given",
        "only"
      ],
      "list": false,
      "default": "none"
    },
    "frontend": {
      "summary": "Whether there is a user interface to build",
      "one_of": [
        "none",
        "also",
        "only"
      ],
      "list": false,
      "default": "none"
    },
    "supervision": {
      "summary": "Whether a supervisor looks at each checkpoint",
      "one_of": [
        true,
        false
      ],
      "list": false,
      "default": true
    }
  },
  "perspectives": {
    "D1": [
      "product",
      "risk",
      "coverage"
    ],
    "D2": [
      "product",
      "technical",
      "quality",
      "coverage"
    ],
    "D3": [
      "quality",
      "product",
      "coverage"
    ],
    "D4": [
      "technical",
      "risk"
    ],
    "D5": [
      "product",
      "technical",
      "quality",
      "coverage"
    ],
    "D6": [
      "product",
      "technical",
      "quality",
      "risk",
      "coverage"
    ]
  },
  "select": [
    {
      "pipeline": "spec-only",
      "when": {
        "fact": "input.spec",
        "eq": "only"
      }
    },
    {
      "pipeline": "fe-only",
      "when": {
        "fact": "input.frontend",
        "eq": "only"
      }
    },
    {
      "pipeline": "fullstack",
      "when": {
        "all": [
          {
            "fact": "input.spec",
            "eq": "given"
          },
          {
            "fact": "input.frontend",
            "eq": "also"
          }
        ]
      }
    },
    {
      "pipeline": "impl-only",
      "when": {
        "fact": "input.spec",
        "eq": "given"
      }
    },
    {
      "pipeline": "full-lifecycle-fe",
      "when": {
        "fact": "input.frontend",
        "eq": "also"
      }
    },
    {
      "pipeline": "full-lifecycle"
    }
  ],
  "message_types": [],
  "inject": [
    {
      "signal": "security",
      "role": "security-expert",
      "title": "Look for weaknesses",
      "level": "P0"
    },
    {
      "signal": "data",
      "role": "data-engineer",
      "title": "Settle data and migration",
      "level": "P0"
    },
    {
      "signal": "ml",
      "role": "ml-engineer",
      "title": "Settle model and evaluation",
      "level": "P0"
    },
    {
      "signal": "performance",
      "role": "performance-optimizer",
      "title": "Measure and find what is slow",
      "level": "P1"
    },
    {
      "signal": "devops",
      "role": "devops-engineer",
      "title": "Build, deployment and operation",
      "level": "P1"
    }
  ],
  "on_failure": "ask",
  "limits": {
    "max_parallel": 5,
    "lease_ms": 1800000,
    "dispatch_ms": 300000,
    "max_attempts": 3,
    "max_errors": 3,
    "max_tasks": 500,
    "max_new_roles": 5,
    "answer_ms": 180000
  }
};
