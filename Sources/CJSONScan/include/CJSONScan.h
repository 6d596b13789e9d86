#pragma once

#include "CJSONIndex.h"
#include "CJSONValidate.h"
