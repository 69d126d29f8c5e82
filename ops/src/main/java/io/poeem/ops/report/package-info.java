/** What a run has come to: {@code report.json}, whose fields are a contract, and {@code report.html}, the same to look at. */
package io.poeem.ops.report;
