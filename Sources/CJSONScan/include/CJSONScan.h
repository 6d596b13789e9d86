#pragma once

#include "CJSONValidate.h"
